// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a query means in terms of the index: every word with the index terms that stand for it, closest first.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/language_resources.h"
#include "search/index_set.h"
#include "search/query.h"

namespace termknit {

/// How close a word of an article is to the word that was typed. Nearer ones come first in the results.
enum class Closeness : std::uint8_t { exact, form, part, folded };
inline constexpr int kClosenessLevels = 4;

struct PlannedTerm {
  std::string term{};  ///< with its prefix
  Closeness closeness = Closeness::exact;
  bool operator==(const PlannedTerm&) const = default;
};

/// One word of the query. No terms: the index does not hold it.
struct PlannedWord {
  std::string text{};
  bool searchable = true;                  ///< false: nothing but punctuation
  std::vector<PlannedTerm> terms{};        ///< with positions, but for parts of compounds
  std::vector<std::string> compounds{};    ///< the forms that have these parts: add_compounds()
  std::vector<PlannedTerm> title_terms{};  ///< of a word in the title, which may have no article
  std::vector<std::string> lemmas{};       ///< for --explain
  bool operator==(const PlannedWord&) const = default;
};

struct QueryPlan {
  enum class Kind : std::uint8_t { sequence, near, title, filter, all_of, any_of, except };
  Kind kind = Kind::all_of;
  std::vector<PlannedWord> words{};    ///< next to each other; of near: within `distance`
  std::uint32_t distance = 0;          ///< in words
  std::vector<std::string> filters{};  ///< one of these terms, which have no positions
  std::vector<QueryPlan> children{};
};

/// Analyses the words of `query` in `languages`, or in the language its node names. Of the words' index terms those
/// that no article holds are left out, and those that are less close than `widest`; what must match in the title or not
/// at all has every one.
QueryPlan plan_query(const QueryNode& query, IndexSet& indexes, LanguageResources& resources,
                     const std::vector<LanguageTag>& languages, Closeness widest = Closeness::folded);

/// What it takes to say where a part of a compound stands: the words that have it.
void add_compounds(QueryPlan& plan, IndexSet& indexes);

/// Everything that counts as a hit: the sequences and the near words that are not excluded.
std::vector<const QueryPlan*> searched_parts(const QueryPlan& plan);

/// Lines for people: each word with its lemmas and its index terms by closeness.
std::string describe(const QueryPlan& plan);

}  // namespace termknit
