// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Stored text: packed with a dictionary of text like it, as an article alone is too short to repeat itself much.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

class PackingTables;

/// A dictionary under the name that packed texts know it by. No text: none.
struct TextDictionary {
  std::uint64_t name = 0;  ///< checksum of the text
  std::string text{};
  std::shared_ptr<PackingTables> tables{};  ///< what packing needs, made when it is first needed
};

/// Of a dictionary as it is stored.
TextDictionary make_text_dictionary(std::string text);
/// Of text to look back at, and other texts to count letters in. None if zstd cannot make one of them.
TextDictionary make_text_dictionary(std::string_view text, const std::vector<std::string>& samples);

std::string pack_text(std::string_view text, const TextDictionary& dictionary);

/// Unpacks texts, and keeps the dictionaries they need. Not thread-safe.
class TextUnpacker {
 public:
  /// The dictionary of a name; empty if there is none.
  using Find = std::function<std::string(std::uint64_t name)>;
  explicit TextUnpacker(Find find);
  ~TextUnpacker();
  TextUnpacker(TextUnpacker&&) noexcept;
  TextUnpacker& operator=(TextUnpacker&&) noexcept;
  /// Throws Error(corrupt).
  std::string unpack(std::string_view packed);

 private:
  class Dictionaries;
  std::unique_ptr<Dictionaries> dictionaries_;
};

}  // namespace termknit
