// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a query word means in terms of the index: its exact form, lemmas, compound parts and forms without diacritics.

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/article_index.h"
#include "language/language_profile.h"
#include "language/language_resources.h"

namespace termknit {

struct WordTerms {
  std::string form{};  ///< folded as typed
  std::vector<std::string>
      lemmas{};         ///< folded lemmas, also of forms that differ only in diacritics when the typed form is unknown
  std::string plain{};  ///< folded without diacritics
};

/// Analyses `word` in each language.
WordTerms query_word_terms(const ArticleIndex& index, LanguageResources& resources,
                           const std::vector<LanguageTag>& languages, std::string_view word);

/// The words of a query that text is compared with, for snippets and concordances.
struct MatchSet {
  StringSet forms{};  ///< folded forms and lemmas
  StringSet plain{};  ///< without diacritics
  std::vector<std::string> prefixes{};
  void add(const WordTerms& terms);
  /// True if the token's form, one of its lemmas, a part, or its form without diacritics is in the set.
  bool matches(std::string_view folded, const WordAnalysis& analysis) const;
};

}  // namespace termknit
