// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "language/text_breaks.h"

namespace termknit {

/// The rules of UAX #29 for letters, digits and marks that stand for themselves, which nearly all text of European
/// languages is made of: no combining marks, no joiners, no script that is split by a dictionary, and no mark that
/// languages see differently. The classes of characters are ICU's.
class SimpleBreaks {
 public:
  /// False if the text has something else; then `breaks` is of no use.
  bool find(std::string_view text, TextBreaks& breaks);

 private:
  bool classify(std::string_view text);
  bool find_words(std::vector<ByteRange>& words) const;
  void find_sentences(std::vector<std::uint32_t>& starts) const;
  std::size_t after_terminator(std::size_t at) const;

  // Of each character, and one more at the end:
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint8_t> word_classes_, sentence_classes_;
};

}  // namespace termknit
