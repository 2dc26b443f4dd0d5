// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Stored text: deflated with a dictionary of text like it, as an article alone is too short to repeat itself much.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace termknit {

/// What zlib looks back at. More of a dictionary would not be used.
inline constexpr std::size_t kDictionaryBytes = 32 << 10;

/// A dictionary under the name that packed texts know it by. No text: none.
struct TextDictionary {
  std::uint64_t name = 0;  ///< checksum of the text
  std::string text{};
};

TextDictionary make_text_dictionary(std::string text);

std::string pack_text(std::string_view text, const TextDictionary& dictionary);

/// Unpacks texts, and keeps the dictionaries they need. Not thread-safe.
class TextUnpacker {
 public:
  /// The dictionary of a name; empty if there is none.
  using Find = std::function<std::string(std::uint64_t name)>;
  explicit TextUnpacker(Find find) : find_(std::move(find)) {}
  /// Throws Error(corrupt).
  std::string unpack(std::string_view packed);

 private:
  const std::string& dictionary(std::uint64_t name);

  Find find_;
  std::map<std::uint64_t, std::string> dictionaries_;
};

}  // namespace termknit
