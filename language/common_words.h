// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The most common words of many languages (data/frequency), to tell whether a piece of text may be of one of them.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "language/language_tag.h"

namespace termknit {

class CommonWords {
 public:
  static constexpr std::size_t kMostLanguages = 40;
  using Languages = std::uint64_t;  ///< a bit each

  /// Of no language.
  CommonWords() = default;
  /// The first 3,000 words or a few more of every list LANG.tsv in `folder`, most common first ("zipf TAB word word").
  /// What cannot be read is left out.
  explicit CommonWords(const std::filesystem::path& folder);

  /// The number of the language's bit; null if there is no list.
  std::optional<unsigned> number_of(const LanguageTag& language) const;
  std::size_t languages() const { return languages_.size(); }
  /// Those that have a word with this hash (language/word_hash.h).
  Languages languages_of(std::uint64_t hash) const {
    if (slots_.empty()) return 0;
    for (std::size_t at = place_of(hash); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
      if ((slots_[at] & ~kMask) == tag_of(hash)) return slots_[at] & kMask;
    }
    return 0;
  }

 private:
  static constexpr std::uint64_t kMask = (std::uint64_t{1} << kMostLanguages) - 1;
  static constexpr int kPlaceBits = 17;

  static std::size_t place_of(std::uint64_t hash) { return hash >> (64 - kPlaceBits); }
  static std::uint64_t tag_of(std::uint64_t hash) { return hash << kPlaceBits & ~kMask; }
  void add(std::uint64_t hash, Languages language);

  std::vector<LanguageTag> languages_;
  std::vector<std::uint64_t> slots_;  ///< a part of a word's hash, and the languages that have it; 0: empty
  std::size_t words_ = 0;
};

}  // namespace termknit
