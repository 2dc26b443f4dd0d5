// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Full-text search over the article index: the exact form counts more than a lemma, a lemma more than a part of a
// compound, and that more than a form without diacritics.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article_index.h"
#include "language/language_resources.h"
#include "search/query.h"

namespace termknit {

struct SearchOptions {
  std::vector<LanguageTag>
      languages{};  ///< only articles with text in these; empty: all. The query is analysed in these
  std::size_t limit = 20;
  std::size_t offset = 0;
};

struct SearchHit {
  std::size_t rank = 0;  ///< from 1
  std::string article{};
  LanguageTag language{};
  std::string title{};
  double score = 0;
  std::string snippet{};  ///< one sentence or its part; matches between kMatchBegin and kMatchEnd
};

/// Marks around matches in snippets: private-use characters that article text cannot hold after cleaning.
inline constexpr std::string_view kMatchBegin = "\uE000";
inline constexpr std::string_view kMatchEnd = "\uE001";
/// `snippet` with its marks replaced.
std::string mark_matches(std::string_view snippet, std::string_view begin, std::string_view end);

struct SearchResult {
  std::vector<SearchHit> hits{};
  std::size_t total = 0;                   ///< articles that match (an estimate above a thousand)
  std::string explained{};                 ///< the query as understood
  std::vector<std::string> suggestions{};  ///< spellings to try when nothing was found
};

/// One connection; not thread-safe.
class Searcher {
 public:
  /// Keeps references; both must outlive this object.
  Searcher(const ArticleIndex& index, LanguageResources& resources);
  ~Searcher();
  Searcher(Searcher&&) noexcept;

  /// Throws Error: corrupt; usage for a path: that cannot be matched.
  SearchResult search(const QueryNode& query, const SearchOptions& options);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
