// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Did you mean": indexed words that differ from a mistyped one by a few letters; a missing diacritic counts little.

#include <string>
#include <string_view>
#include <vector>

#include "search/index_set.h"
#include "search/query.h"

namespace termknit {

/// How far `a` is from `b`: a letter more, less, another or two in the wrong order count 1, letters that differ in
/// diacritics only 0.25. Stops at `limit` and gives a number above it then.
double spelling_distance(std::u32string_view a, std::u32string_view b, double limit);

/// Up to `limit` indexed words near `word`, nearest first, then by number of articles. One change for words of up to
/// five letters, two for longer ones.
std::vector<std::string> suggest_words(std::string_view word, IndexSet& indexes,
                                       const std::vector<LanguageTag>& languages, std::size_t limit = 3);

/// The query with the words that no article holds replaced, the likeliest first; empty if there is nothing to offer.
std::vector<std::string> suggest_queries(const QueryNode& query, IndexSet& indexes,
                                         const std::vector<LanguageTag>& languages);

}  // namespace termknit
