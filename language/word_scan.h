// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Finds words in a text without splitting it, where they stand plainly between blanks and marks; tells where more has
// to be asked. Splitting costs ten times as much.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/byte_range.h"

namespace termknit {

/// Looks for the letters and digits in a row that each word begins with: a word of a text begins where such a row does,
/// as no rule of UAX #29 breaks one.
class WordScan {
 public:
  enum class Stands : std::uint8_t {
    alone,   ///< surely a word of its own: Analyzer finds it so, in any language
    joined,  ///< surely a part of a longer word
    unsure
  };
  struct Found {
    std::size_t row = 0;  ///< which of the rows
    ByteRange range{};    ///< in the text
    Stands stands = Stands::unsure;
  };

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Added {
    std::size_t row = kNone;  ///< none: a text that has the word is never scanned to its end
    bool is_word = false;     ///< the row is all of it
  };
  /// `folded` as fold() makes it. Words that begin with the same row share it.
  Added add(std::string_view folded);

  /// Every place where one of the words may begin, in order. Returns false where something else than letters, digits
  /// and marks that stand for themselves is in the way (combining marks, Chinese). `text`: valid UTF-8.
  bool find(std::string_view text, std::vector<Found>& found) const;

 private:
  std::size_t row_of(std::uint64_t hash) const;
  void grow();
  bool may_begin(std::string_view text, std::size_t at) const;
  void add_found(std::string_view text, std::size_t at, std::vector<Found>& found) const;

  std::vector<std::uint64_t> hashes_;                                               // of the rows
  std::vector<std::uint32_t> places_ = std::vector<std::uint32_t>(16);              // 1 + number; open addressing
  std::vector<std::uint64_t> begins_ = std::vector<std::uint64_t>((1 << 15) / 64);  // their beginnings
  bool any_ = false;                                                                // a word without a row
};

}  // namespace termknit
