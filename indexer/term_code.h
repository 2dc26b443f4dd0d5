// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How words stand in index terms: frequent sequences of letters are one byte each. A word of 7 bytes takes 4.5, and it
// is written for every article that has it, four times. The table is a part of the index's format and the same for all
// indexes: several are searched together, also where only Xapian's own server runs.

#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// Adds the code of `word` to `out`. It has no zero byte and does not begin with one of kPrefixLetters. Zero bytes
/// become blanks; everything else comes back, be it no UTF-8.
void append_word_code(std::string& out, std::string_view word);
std::string word_code(std::string_view word);
std::string word_of_code(std::string_view code);

/// The codes of all words that begin with `prefix`, and of no others, begin with one of these. None of them begins with
/// another one. `prefix` ends with a whole character.
std::vector<std::string> prefix_codes(std::string_view prefix);

/// Xapian terms that are no words begin with one of these.
inline constexpr std::string_view kPrefixLetters = "LQSX";

}  // namespace termknit
