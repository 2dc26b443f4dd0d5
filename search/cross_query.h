// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A search across languages: the words of a query or their equivalents, each in articles of its own language.

#include <vector>

#include "search/lookup.h"
#include "search/query.h"

namespace termknit {

struct CrossOptions {
  std::vector<LanguageTag> from{};  ///< of the query; empty: every language that knows its words
  std::vector<LanguageTag> to{};    ///< of the equivalents
  std::size_t limit = 3;            ///< equivalents a language
  double min_confidence = 0.3;      ///< of an equivalent; the best of a language is taken with half of that
};

struct CrossQuery {
  QueryNode query{};
  std::vector<LookupRow> equivalents{};  ///< that were added, as lookup orders them
};

/// Words and phrases side by side are looked up as one term first, then each by itself. What people deprecated or
/// superseded is not searched for.
CrossQuery add_equivalents(const QueryNode& query, Lookup& lookup, const CrossOptions& options);

}  // namespace termknit
