// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where an article matches a query: index positions first, then their place in the text. Snippets, hit counts and
// concordances all begin here.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/byte_range.h"
#include "indexer/article.h"
#include "language/analyzer.h"
#include "search/query_plan.h"

namespace Xapian {
class Database;
}

namespace termknit {

/// One occurrence of a part of the query: index positions, both included.
struct MatchSpan {
  std::uint32_t first = 0, last = 0;
  std::uint32_t part = 0;  ///< which of searched_parts()
  bool operator==(const MatchSpan&) const = default;
};

/// The occurrences in each of the articles, ascending, none inside another. Reads of each article its list of terms,
/// and the positions of those of the plan that it has. Throws Xapian::Error.
std::vector<std::vector<MatchSpan>> find_matches(const Xapian::Database& database,
                                                 const std::vector<std::uint32_t>& documents, const QueryPlan& plan);

/// A match in the text of an article.
struct PlacedMatch {
  std::size_t block = 0;
  ByteRange range{};           ///< in the article's text
  std::uint32_t sentence = 0;  ///< within the article, from 0
  ByteRange sentence_range{};  ///< in the article's text
  std::uint32_t part = 0;
};

/// The matches of one block.
struct BlockMatches {
  std::size_t block = 0;
  std::vector<MatchSpan> spans{};
  std::uint32_t base = 0, sentence_base = 0;  ///< first position and first sentence of the block
};

/// Deals spans out to the blocks that hold them, in order.
std::vector<BlockMatches> by_block(const Article& article, const std::vector<MatchSpan>& spans);

/// Finds the words of positions again by splitting the text of their block as the indexer did. Keeps one analyzer for
/// each language; not thread-safe.
class MatchPlacer {
 public:
  explicit MatchPlacer(LanguageResources& resources) : resources_(resources) {}
  std::vector<PlacedMatch> place(const Article& article, const BlockMatches& matches);

 private:
  LanguageResources& resources_;
  std::map<LanguageTag, Analyzer> analyzers_;
};

}  // namespace termknit
