// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Full-text search over article indexes. Articles that match as typed come first, then those that need another form of
// a word, then those that match within compounds, then those that match without diacritics; BM25 orders each of these.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/language_resources.h"
#include "search/index_set.h"
#include "search/query.h"

namespace termknit {

enum class SortOrder : std::uint8_t { relevance, article, newest, oldest };

struct SearchOptions {
  /// The query is analysed in these, and only articles with text in them are found; empty: all.
  std::vector<LanguageTag> languages{};
  bool only_in_languages = true;  ///< false: `languages` say how to analyse only
  std::size_t limit = 20;
  std::size_t offset = 0;
  SortOrder sort = SortOrder::relevance;
  bool snippets = true;     ///< and the number of hits in each article
  bool count_all = false;   ///< exact totals and articles by language: reads every match
  bool suggestions = true;  ///< when nothing is found
  bool explain = false;
};

struct SearchHit {
  std::size_t rank = 0;  ///< from 1
  std::string article{};
  LanguageTag language{};
  std::string title{};
  double score = 0;         ///< 3 to 4 as typed, 2 to 3 another form, 1 to 2 in a compound, 0 to 1 without diacritics
  std::size_t matches = 0;  ///< in the article's text
  std::string snippet{};    ///< one sentence or its part; matches between kMatchBegin and kMatchEnd
};

/// Marks around matches in snippets: private-use characters that article text cannot hold after cleaning.
inline constexpr std::string_view kMatchBegin = "\uE000";
inline constexpr std::string_view kMatchEnd = "\uE001";
/// `snippet` with its marks replaced.
std::string mark_matches(std::string_view snippet, std::string_view begin, std::string_view end);

struct SearchResult {
  std::vector<SearchHit> hits{};
  std::size_t total = 0;                               ///< articles that match
  bool total_is_exact = true;                          ///< else estimated, of the levels that fill the page alone
  std::map<LanguageTag, std::uint32_t> by_language{};  ///< with `count_all`: matching articles of each language
  std::string explained{};                             ///< with `explain`: the query as understood, several lines
  std::vector<std::string> suggestions{};              ///< queries to try when nothing was found
  std::vector<std::string> missing{};                  ///< indexes that were not searched
};

/// Not thread-safe.
class Searcher {
 public:
  /// Keeps references; both must outlive this object.
  Searcher(IndexSet& indexes, LanguageResources& resources);
  ~Searcher();
  Searcher(Searcher&&) noexcept;

  /// Throws Error: corrupt; io when no index answers any more.
  SearchResult search(const QueryNode& query, const SearchOptions& options);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
