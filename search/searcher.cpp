// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/article_head.h"
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
      enquire.set_sort_by_relevance_then_value(schema::kHead, false);
      break;
    case SortOrder::article:
      enquire.set_sort_by_value(schema::kHead, false);
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

/// Path, language and title of many articles: asked for in their order, neighbours cost one look-up.
std::map<Xapian::docid, std::string> heads_of(const Xapian::Database& database,
                                              const std::vector<Xapian::docid>& documents) {
  std::map<Xapian::docid, std::string> heads;
  for (const Xapian::docid document : documents) heads.emplace(document, std::string());
  for (auto& [document, head] : heads)
    head = database.get_document(document, Xapian::DOC_ASSUME_VALID).get_value(schema::kHead);
  return heads;
}

/// Sorts those of equal weight by path, down to the weight of the last of the `wanted`.
void sort_equals_by_path(std::vector<Slice::Item>& items, std::size_t wanted, const Xapian::Database& database) {
  for (std::size_t first = 0; first < std::min(wanted, items.size());) {
    std::size_t last = first;
    std::vector<Xapian::docid> equal;
    for (; last < items.size() && items[last].weight == items[first].weight; ++last)
      equal.push_back(items[last].document);
    if (equal.size() > 1) {
      const auto heads = heads_of(database, equal);
      std::sort(items.begin() + static_cast<std::ptrdiff_t>(first), items.begin() + static_cast<std::ptrdiff_t>(last),
                [&](const auto& a, const auto& b) { return heads.at(a.document) < heads.at(b.document); });
    }
    first = last;
  }
}

/// The best `wanted` by weight, equal ones by path; nothing if weights beyond the slice equal its last. Asks for the
/// paths of equal ones only, where Xapian would read that of every candidate.
std::optional<Slice> best_by_weight(Xapian::Enquire& enquire, const Xapian::Database& database, std::size_t wanted) {
  enquire.set_sort_by_relevance();
  Slice slice = slice_of(enquire.get_mset(0, static_cast<Xapian::doccount>(wanted) + kSpareForTies));
  auto& items = slice.items;
  const bool may_go_on = items.size() == wanted + kSpareForTies;
  if (may_go_on && items[wanted - 1].weight == items.back().weight) return std::nullopt;
  sort_equals_by_path(items, wanted, database);
  items.resize(std::min(items.size(), wanted));
  return slice;
}

Slice best(Xapian::Enquire& enquire, const Xapian::Database& database, SortOrder sort, std::size_t wanted) {
  if (sort == SortOrder::relevance) {
    if (auto slice = best_by_weight(enquire, database, wanted)) return *std::move(slice);
  }
  set_order(enquire, sort);
  return slice_of(enquire.get_mset(0, static_cast<Xapian::doccount>(wanted)));
}

}  // namespace

struct Searcher::Impl {
  IndexSet& indexes;
  LanguageResources& resources;
  ArticleWords words;

  struct Found {
    Xapian::docid document = 0;
    double score = 0;
  };

  /// What the levels that were asked have given. The next level goes on from it, of a wider plan too.
  struct Progress {
    std::vector<Found> found;        ///< the best, also those before the page
    std::set<Xapian::docid> closer;  ///< all of `found`
    std::optional<Closeness> asked;  ///< the last level
    std::size_t matches = 0;         ///< of it and those before
    bool matches_are_exact = true;
  };

  static std::vector<Xapian::docid> numbers(const std::vector<Found>& found) {
    std::vector<Xapian::docid> numbers;
    for (const Found& one : found) numbers.push_back(one.document);
    return numbers;
  }

  /// The page that was asked for, level by level: a level is asked only where those before it do not fill the page.
  /// As they do not, it is known what they match, and what a level adds is the rest.
  static std::vector<Found> page(Xapian::Enquire& enquire, const Xapian::Database& database, const QueryPlan& plan,
                                 const SearchOptions& options, Progress& progress, SearchResult& result) {
    const auto levels = options.sort == SortOrder::relevance ? levels_of(plan) : std::vector{Closeness::folded};
    const std::size_t wanted = options.offset + options.limit;
    for (const Closeness level : levels) {
      if (progress.found.size() >= wanted) break;
      if (progress.asked && level <= *progress.asked) continue;
      enquire.set_query(in_languages(to_xapian(plan, level), filter(options)));
      const Slice matched = best(enquire, database, options.sort, wanted);
      for (const Slice::Item& item : matched.items) {
        if (progress.found.size() < wanted && progress.closer.insert(item.document).second)
          progress.found.push_back({item.document, score(level, item.weight)});
      }
      progress.asked = level;
      progress.matches = matched.matches;
      progress.matches_are_exact = matched.matches_are_exact;
    }
    result.total = progress.matches;
    result.total_is_exact = progress.matches_are_exact && (!progress.asked || *progress.asked >= levels.back());
    std::vector<Found> found = progress.found;
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min(options.offset, found.size())));
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

  /// Without opening the articles.
  static void add_heads(const Xapian::Database& database, const std::vector<Found>& found,
                        std::vector<SearchHit>& hits) {
    const auto heads = heads_of(database, numbers(found));
    for (std::size_t i = 0; i < found.size(); ++i) {
      ArticleHead head = parse_head(heads.at(found[i].document));
      hits[i].article = std::move(head.path);
      hits[i].title = std::move(head.title);
      hits[i].language = head.language;
    }
  }

  void add_snippets(const Xapian::Database& database, const std::vector<Found>& found, const QueryPlan& plan,
                    std::vector<SearchHit>& hits) {
    MatchFinder finder(plan);
    // In the order of the index: neighbours cost one look-up.
    std::vector<std::size_t> order(found.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return found[a].document < found[b].document; });
    for (const std::size_t i : order) {
      const Xapian::docid document = found[i].document;
      Article article = indexes.article(database.get_document(document, Xapian::DOC_ASSUME_VALID));
      words.open(article);
      const std::vector<BlockMatches> blocks = finder.find(database, document, article, words);
      hits[i].matches = hits_of(blocks);
      hits[i].snippet = make_snippet(article, blocks, words);
      hits[i].article = std::move(article.path);
      hits[i].language = std::move(article.language);
      hits[i].title = std::move(article.title);
    }
  }

  /// `only_full`: no hits where they do not fill the page.
  SearchResult search(Xapian::Database& database, const QueryPlan& plan, const SearchOptions& options,
                      Progress& progress, bool only_full) {
    SearchResult result;
    Xapian::Enquire enquire(database);
    const std::vector<Found> all = page(enquire, database, plan, options, progress, result);
    if (only_full && all.size() < options.limit) return result;
    if (options.count_all && result.total > 0) count(enquire, database, plan, options, result);
    for (const Found& found : all)
      result.hits.push_back({.rank = options.offset + result.hits.size() + 1, .score = found.score});
    if (options.snippets) {
      add_snippets(database, all, plan, result.hits);
    } else {
      add_heads(database, all, result.hits);
    }
    return result;
  }
};

Searcher::Searcher(IndexSet& indexes, LanguageResources& resources)
    : impl_(new Impl{indexes, resources, ArticleWords(resources)}) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;

SearchResult Searcher::search(const QueryNode& query, const SearchOptions& options) {
  const std::vector<LanguageTag> languages =
      options.languages.empty() ? searched_languages(impl_->indexes) : options.languages;
  Impl::Progress progress;
  std::uint64_t openings = impl_->indexes.openings();
  const auto ask = [&](const QueryPlan& plan, bool only_full) {
    SearchResult result;
    impl_->indexes.read([&](Xapian::Database& database) {
      // What was found in the indexes as they were before may be something else now.
      if (std::exchange(openings, impl_->indexes.openings()) != impl_->indexes.openings()) progress = Impl::Progress();
      result = impl_->search(database, plan, options, progress, only_full);
    });
    result.missing = impl_->indexes.missing();
    return result;
  };
  // The other forms of the words cost more than the search. Most pages are full without them.
  const bool typed_may_do =
      options.sort == SortOrder::relevance && !options.snippets && !options.count_all && !options.explain;
  if (typed_may_do) {
    SearchResult typed = ask(plan_query(query, impl_->indexes, impl_->resources, languages, Closeness::exact), true);
    if (typed.hits.size() == options.limit) {
      typed.total_is_exact = false;
      return typed;
    }
  }
  QueryPlan plan = plan_query(query, impl_->indexes, impl_->resources, languages);
  if (options.snippets) add_compounds(plan, impl_->indexes);
  SearchResult result = ask(plan, false);
  if (options.explain) result.explained = to_string(query) + '\n' + describe(plan);
  if (result.total == 0 && options.suggestions) result.suggestions = suggest_queries(query, impl_->indexes, languages);
  return result;
}

}  // namespace termknit
