// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

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

constexpr Xapian::doccount kCountedMatches = 1000;  // above, the total is estimated

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
  static std::vector<Found> page(Xapian::Enquire& enquire, const QueryPlan& plan, const std::vector<Closeness>& levels,
                                 const SearchOptions& options) {
    std::vector<Found> found;
    std::size_t skip = options.offset;
    for (std::size_t i = 0; i < levels.size() && found.size() < options.limit; ++i) {
      Xapian::Query query = to_xapian(plan, levels[i]);
      if (i > 0) query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, to_xapian(plan, levels[i - 1]));
      enquire.set_query(in_languages(query, filter(options)));
      const std::size_t wanted = options.limit - found.size();
      const Xapian::MSet matched =
          enquire.get_mset(static_cast<Xapian::doccount>(skip), static_cast<Xapian::doccount>(wanted));
      for (auto it = matched.begin(); it != matched.end(); ++it)
        found.push_back({*it, score(levels[i], it.get_weight())});
      // Fewer than asked for: then all of the level were counted, and the number is exact.
      skip = matched.empty() ? skip - std::min<std::size_t>(skip, matched.get_matches_lower_bound()) : 0;
    }
    return found;
  }

  /// Counts everything that matches. Of a query of one level this finds the page too.
  static Xapian::MSet count(Xapian::Enquire& enquire, const QueryPlan& plan, std::size_t page_size,
                            const SearchOptions& options, const Xapian::Database& database, SearchResult& result) {
    enquire.set_query(in_languages(to_xapian(plan, Closeness::folded), filter(options)));
    Xapian::ValueCountMatchSpy languages(schema::kLanguageSlot);
    if (options.count_all) enquire.add_matchspy(&languages);
    Xapian::MSet matched = enquire.get_mset(page_size == 0 ? 0 : static_cast<Xapian::doccount>(options.offset),
                                            static_cast<Xapian::doccount>(page_size),
                                            options.count_all ? database.get_doccount() : kCountedMatches);
    enquire.clear_matchspies();
    result.total = matched.get_matches_estimated();
    result.total_is_exact = matched.get_matches_lower_bound() == matched.get_matches_upper_bound();
    for (auto it = languages.values_begin(); it != languages.values_end(); ++it) {
      if (const auto tag = LanguageTag::try_parse(*it)) result.by_language[*tag] += it.get_termfreq();
    }
    return matched;
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
    const Article article = indexes.article(document);
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
    const auto levels = options.sort == SortOrder::relevance ? levels_of(plan) : std::vector{Closeness::folded};
    const bool at_once = levels.size() == 1;
    if (at_once)
      set_order(enquire, options.sort);
    else
      enquire.set_weighting_scheme(Xapian::BoolWeight());  // counting needs no lengths of articles
    const Xapian::MSet matched = count(enquire, plan, at_once ? options.limit : 0, options, database, result);
    if (result.total == 0) return result;
    std::vector<Found> all;
    if (at_once) {
      for (auto it = matched.begin(); it != matched.end(); ++it)
        all.push_back({*it, score(levels.front(), it.get_weight())});
    } else {
      enquire.set_weighting_scheme(Xapian::BM25Weight());
      set_order(enquire, options.sort);
      all = page(enquire, plan, levels, options);
    }
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
  QueryPlan plan = plan_query(query, impl_->indexes, impl_->resources, languages);
  if (options.snippets) add_compounds(plan, impl_->indexes);
  SearchResult result;
  impl_->indexes.read([&](Xapian::Database& database) { result = impl_->search(database, plan, options); });
  result.explained = to_string(query) + '\n' + describe(plan);
  if (result.total == 0 && options.suggestions) result.suggestions = suggest_queries(query, impl_->indexes, languages);
  result.missing = impl_->indexes.missing();
  return result;
}

}  // namespace termknit
