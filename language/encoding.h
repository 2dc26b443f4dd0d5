// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Bytes from outside become text here and nowhere else: BOM, strict UTF-8, UTF-16 without BOM, then the declared
// encoding, then candidate encodings scored by the language they give (cld2) and that language's alphabet (CLDR
// exemplar characters).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

struct DecodedText {
  std::string utf8{};                        ///< valid UTF-8, cleaned (language/text.h, clean_text)
  std::string encoding{};                    ///< IANA name: "UTF-8", "windows-1257", ...
  bool guessed = false;                      ///< neither BOM, nor strict UTF-8, nor told by the user
  bool binary = false;                       ///< not text at all; `utf8` is empty
  std::vector<std::uint64_t> bad_offsets{};  ///< byte offsets (at most 100) of what became U+FFFD
};

struct DecodeOptions {
  std::optional<std::string> encoding{};  ///< told by the user: used without question. Unknown name: Error(usage)
  std::optional<std::string> declared{};  ///< what the file says of itself (HTML meta): used unless it is valid UTF-8
};

DecodedText decode_text(std::string_view bytes, const DecodeOptions& options = {});

}  // namespace termknit
