// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/article_record.h"
#include "indexer/index_schema.h"
#include "search/match_finder.h"
#include "search/query_plan.h"
#include "search/searched_languages.h"
#include "search/snippet.h"
#include "search/spelling.h"
#include "search/xapian_query.h"

namespace termknit {
namespace schema = index_schema;

namespace {

constexpr Xapian::doccount kSpareForTies = 10;  // fetched beyond the page, to see where its last weight ends

/// The weight within a level as a fraction, so that the level stands before the point.
double score(Closeness level, double weight) {
  return static_cast<double>(kClosenessLevels - 1 - static_cast<int>(level)) + weight / (weight + 10);
}

std::vector<LanguageTag> filter(const SearchOptions& options) {
  return options.only_in_languages ? options.languages : std::vector<LanguageTag>();
}

void set_order(Xapian::Enquire& enquire, SortOrder sort) {
  switch (sort) {
    case SortOrder::relevance:
      // Equal weights: by path, so that the order does not depend on how the articles came in.
      enquire.set_sort_by_relevance_then_value(schema::kPath, false);
      break;
    case SortOrder::article:
      enquire.set_sort_by_value(schema::kPath, false);
      break;
    case SortOrder::newest:
      enquire.set_sort_by_value_then_relevance(schema::kModified, true);
      break;
    case SortOrder::oldest:
      enquire.set_sort_by_value_then_relevance(schema::kModified, false);
      break;
  }
}

/// A slice of what a query matches.
struct Slice {
  struct Item {
    Xapian::docid document = 0;
    double weight = 0;
  };
  std::vector<Item> items;
  std::size_t matches = 0;  ///< of the whole query; estimated where the slice does not reach its end
  bool matches_are_exact = false;
};

Slice slice_of(const Xapian::MSet& matched) {
  Slice slice{.items = {},
              .matches = matched.get_matches_estimated(),
              .matches_are_exact = matched.get_matches_lower_bound() == matched.get_matches_upper_bound()};
  for (auto it = matched.begin(); it != matched.end(); ++it) slice.items.push_back({*it, it.get_weight()});
  return slice;
}

/// The best `wanted` by weight, equal ones by path; nothing if weights beyond the slice equal its last. Asks for the
/// paths of equal ones only, where Xapian would read that of every candidate.
std::optional<Slice> best_by_weight(Xapian::Enquire& enquire, const Xapian::Database& database, std::size_t wanted) {
  enquire.set_sort_by_relevance();
  const Xapian::MSet matched = enquire.get_mset(0, static_cast<Xapian::doccount>(wanted) + kSpareForTies);
  Slice slice = slice_of(matched);
  auto& items = slice.items;
  const bool may_go_on = items.size() == wanted + kSpareForTies;
  if (may_go_on && items[wanted - 1].weight == items.back().weight) return std::nullopt;
  const auto path = [&](const Slice::Item& item) {
    return database.get_document(item.document, Xapian::DOC_ASSUME_VALID).get_value(schema::kPath);
  };
  for (auto first = items.begin();
       first != items.end() && first < items.begin() + static_cast<std::ptrdiff_t>(wanted);) {
    const auto last = std::find_if(first, items.end(), [&](const auto& item) { return item.weight != first->weight; });
    if (last - first > 1) {
      std::vector<std::pair<std::string, Slice::Item>> equal;
      for (auto it = first; it != last; ++it) equal.emplace_back(path(*it), *it);
      std::sort(equal.begin(), equal.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      std::transform(equal.begin(), equal.end(), first, [](const auto& pair) { return pair.second; });
    }
    first = last;
  }
  items.resize(std::min(items.size(), wanted));
  return slice;
}

Slice slice(Xapian::Enquire& enquire, const Xapian::Database& database, SortOrder sort, std::size_t skip,
            std::size_t wanted) {
  if (sort == SortOrder::relevance && skip == 0) {
    if (auto best = best_by_weight(enquire, database, wanted)) return *std::move(best);
  }
  set_order(enquire, sort);
  return slice_of(enquire.get_mset(static_cast<Xapian::doccount>(skip), static_cast<Xapian::doccount>(wanted)));
}

}  // namespace

struct Searcher::Impl {
  IndexSet& indexes;
  LanguageResources& resources;
  MatchPlacer placer;

  struct Found {
    Xapian::docid document = 0;
    double score = 0;
  };

  /// The page that was asked for, level by level: a level is asked only where those before it do not fill the page.
  static std::vector<Found> page(Xapian::Enquire& enquire, const Xapian::Database& database, const QueryPlan& plan,
                                 const SearchOptions& options, SearchResult& result) {
    const auto levels = options.sort == SortOrder::relevance ? levels_of(plan) : std::vector{Closeness::folded};
    std::vector<Found> found;
    std::size_t skip = options.offset, asked = 0;
    for (; asked < levels.size() && found.size() < options.limit; ++asked) {
      Xapian::Query query = to_xapian(plan, levels[asked]);
      if (asked > 0) query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, to_xapian(plan, levels[asked - 1]));
      enquire.set_query(in_languages(query, filter(options)));
      const Slice matched = slice(enquire, database, options.sort, skip, options.limit - found.size());
      for (const Slice::Item& item : matched.items) found.push_back({item.document, score(levels[asked], item.weight)});
      result.total += matched.matches;
      result.total_is_exact = result.total_is_exact && matched.matches_are_exact;
      // Fewer than asked for: then all of the level were counted, and the number is exact.
      skip = matched.items.empty() ? skip - std::min(skip, matched.matches) : 0;
    }
    result.total_is_exact = result.total_is_exact && asked == levels.size();
    return found;
  }

  /// Counts everything that matches, without weights.
  static void count(Xapian::Enquire& enquire, const Xapian::Database& database, const QueryPlan& plan,
                    const SearchOptions& options, SearchResult& result) {
    const Xapian::Query query = in_languages(to_xapian(plan, Closeness::folded), filter(options));
    enquire.set_query(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 0.0));
    Xapian::ValueCountMatchSpy languages(schema::kLanguageSlot);
    enquire.add_matchspy(&languages);
    result.total = enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
    result.total_is_exact = true;
    enquire.clear_matchspies();
    for (auto it = languages.values_begin(); it != languages.values_end(); ++it) {
      if (const auto tag = LanguageTag::try_parse(*it)) result.by_language[*tag] += it.get_termfreq();
    }
  }

  SearchHit hit(Xapian::Database& database, const Found& found, const QueryPlan& plan, bool with_snippet) {
    const Xapian::Document document = database.get_document(found.document, Xapian::DOC_ASSUME_VALID);
    SearchHit hit{.score = found.score};
    if (!with_snippet) {
      hit.article = document.get_value(schema::kPath);
      hit.title = document.get_value(schema::kTitleSlot);
      hit.language = LanguageTag::try_parse(document.get_value(schema::kLanguageSlot)).value_or(LanguageTag());
      return hit;
    }
    const Article article = parse_article(document.get_data());
    const std::vector<MatchSpan> spans = find_matches(database, found.document, plan);
    hit.article = article.path;
    hit.language = article.language;
    hit.title = article.title;
    hit.matches = spans.size();
    hit.snippet = make_snippet(article, spans, placer);
    return hit;
  }

  SearchResult search(Xapian::Database& database, const QueryPlan& plan, const SearchOptions& options) {
    SearchResult result;
    Xapian::Enquire enquire(database);
    const std::vector<Found> all = page(enquire, database, plan, options, result);
    if (options.count_all && result.total > 0) count(enquire, database, plan, options, result);
    std::size_t rank = options.offset;
    for (const Found& found : all) {
      result.hits.push_back(hit(database, found, plan, options.snippets));
      result.hits.back().rank = ++rank;
    }
    return result;
  }
};

Searcher::Searcher(IndexSet& indexes, LanguageResources& resources)
    : impl_(new Impl{indexes, resources, MatchPlacer(resources)}) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;

SearchResult Searcher::search(const QueryNode& query, const SearchOptions& options) {
  const std::vector<LanguageTag> languages =
      options.languages.empty() ? searched_languages(impl_->indexes) : options.languages;
  const auto ask = [&](const QueryPlan& plan) {
    SearchResult result;
    impl_->indexes.read([&](Xapian::Database& database) { result = impl_->search(database, plan, options); });
    result.missing = impl_->indexes.missing();
    return result;
  };
  // The other forms of the words cost more than the search. Most pages are full without them.
  const bool typed_may_do =
      options.sort == SortOrder::relevance && !options.snippets && !options.count_all && !options.explain;
  if (typed_may_do) {
    SearchResult typed = ask(plan_query(query, impl_->indexes, impl_->resources, languages, Closeness::exact));
    if (typed.hits.size() == options.limit) {
      typed.total_is_exact = false;
      return typed;
    }
  }
  QueryPlan plan = plan_query(query, impl_->indexes, impl_->resources, languages);
  if (options.snippets) add_compounds(plan, impl_->indexes);
  SearchResult result = ask(plan);
  if (options.explain) result.explained = to_string(query) + '\n' + describe(plan);
  if (result.total == 0 && options.suggestions) result.suggestions = suggest_queries(query, impl_->indexes, languages);
  return result;
}

}  // namespace termknit
