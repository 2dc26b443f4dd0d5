// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Unicode text as this project keeps it: valid UTF-8, NFC, without control characters. ICU accepts broken UTF-8 without
// a word, so bytes from outside become text in language/encoding.h only.

#include <cstdint>
#include <string>
#include <string_view>

namespace termknit {

bool is_valid_utf8(std::string_view bytes);

/// Every maximal ill-formed piece becomes U+FFFD (Unicode 15, section 3.9, "substitution of maximal subparts").
std::string replace_invalid_utf8(std::string_view bytes);

/// NFC; C0 and C1 controls but tab and line feed out, CRLF and CR become LF; non-characters, U+FEFF, U+00AD and bidi
/// controls out. ZWJ and ZWNJ stay (Persian and Hindi need them). `utf8` must be valid.
std::string clean_text(std::string_view utf8);

std::string to_nfc(std::string_view utf8);

/// NFKC_Casefold (UAX #31): for comparing. ß becomes ss; the result is NFC.
std::string fold(std::string_view utf8);

/// `folded` without diacritics: canonical decomposition, combining marks out; also ł, đ, ø, ı by table.
std::string strip_diacritics(std::string_view folded);

/// Full case mapping by the rules of no language.
std::string to_lower(std::string_view utf8);
/// The same for callers with many words: `utf8` itself where it is small, else in `buffer`.
std::string_view to_lower(std::string_view utf8, std::string& buffer);
std::string to_title(std::string_view utf8);  ///< first letter upper, the rest as it is

/// Number of code points. `utf8` must be valid.
std::size_t code_points(std::string_view utf8);

/// The longest prefix of at most `max_bytes` bytes that ends on a code point boundary.
std::string_view truncate_at_code_point(std::string_view utf8, std::size_t max_bytes);

/// Columns on a terminal: wide East Asian characters count 2, combining marks 0.
std::size_t display_width(std::string_view utf8);

/// True if letters of two scripts stand in one word (Latin with Cyrillic or Greek): a look-alike (UTS #39).
bool mixes_scripts(std::string_view word);

}  // namespace termknit
