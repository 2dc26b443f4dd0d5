// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Running text of one language to tokens with their analyses: the same path for articles, queries and glossaries.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/byte_range.h"
#include "language/language_resources.h"
#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

struct Token {
  ByteRange range{};                               ///< bytes in the analysed text
  std::uint32_t position = 0;                      ///< words counted from 0
  std::uint32_t sentence = 0;                      ///< sentences counted from 0
  std::string folded{};                            ///< NFKC case fold of the form
  std::shared_ptr<const WordAnalysis> analysis{};  ///< never null
};

/// Not thread-safe (a BreakIterator keeps state): each thread makes its own. Cheap to make; keeps a reference to
/// `resources`.
class Analyzer {
 public:
  Analyzer(LanguageResources& resources, LanguageTag language);
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Splits valid UTF-8 into tokens: letters or digits with what joins them; punctuation and symbols make none.
  /// Ranges are byte offsets into `utf8`, half-open, ascending, never overlapping, on code point boundaries.
  /// Segmentation: UAX #29 words and sentences; elided articles split off (fr, it, ca); a hyphenated word is one token
  /// whose last component is analysed; a line feed pair ends a sentence. Tokens over 100 code points are dropped.
  std::vector<Token> analyze(std::string_view utf8);

  /// The same tokens without their analyses (null): no dictionary is asked.
  std::vector<Token> split(std::string_view utf8);

  /// Likewise, without folded forms (empty).
  std::vector<Token> segment(std::string_view utf8);

  std::shared_ptr<const WordAnalysis> analyze_word(std::string_view form);

  const LanguageTag& language() const;
  const LanguageProfile& profile() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
