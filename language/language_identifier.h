// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which language is this? For whole articles, their blocks, and short queries. Tables by cld2; a short block follows
// its neighbours.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "language/common_words.h"
#include "language/language_tag.h"

namespace termknit {

struct LanguageGuess {
  LanguageTag language{};  ///< "und" when there are too few letters to tell
  double confidence = 0;   ///< 0 to 1: share of the text that speaks for it
  bool reliable = false;   ///< right in 97 of 100 paragraphs where true
};

/// Valid UTF-8. `prior` (for example the article's language) helps with short text.
LanguageGuess identify_language(std::string_view utf8, const std::optional<LanguageTag>& prior = std::nullopt);

struct ArticleLanguages {
  LanguageTag article{};              ///< of most of the text
  std::vector<LanguageTag> blocks{};  ///< one per block; "und" for numbers, URLs, code
};

/// Blocks in reading order. A block that is too short to tell takes the language of its neighbours, then the article's.
/// `declared` is what the file says of itself (HTML lang): a prior, not a proof. With `common` words most blocks need
/// not be given to cld2.
ArticleLanguages identify_article(std::span<const std::string_view> blocks,
                                  const std::optional<LanguageTag>& declared = std::nullopt,
                                  const CommonWords& common = {});

}  // namespace termknit
