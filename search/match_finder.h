// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where an article matches a query: told by its text, or by the positions in the index (docs/decisions/
// matches-by-text.md). Snippets, hit counts and concordances all begin here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/byte_range.h"
#include "indexer/article.h"
#include "search/article_words.h"
#include "search/query_plan.h"
#include "language/word_scan.h"

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

/// A word of the text that matches a part by itself.
struct WordMatch {
  ByteRange range{};  ///< in the block
  std::uint32_t part = 0;
};

/// The matches of one block: ascending, none inside another.
struct BlockMatches {
  std::size_t block = 0;
  std::size_t hits = 0, parts = 0;            ///< matches, and of how many different parts
  std::vector<MatchSpan> spans{};             ///< where they were found by positions,
  std::vector<WordMatch> words{};             ///< where they were found without
  std::uint32_t base = 0, sentence_base = 0;  ///< first position and first sentence of the block
};

std::size_t hits_of(const std::vector<BlockMatches>& blocks);

/// A match in the text of an article.
struct PlacedMatch {
  std::size_t block = 0;
  ByteRange range{};           ///< in the article's text
  std::uint32_t sentence = 0;  ///< within the article, from 0
  ByteRange sentence_range{};  ///< in the article's text
  std::uint32_t part = 0;
};

/// Finds the occurrences of the parts of a plan in articles.
class MatchFinder {
 public:
  /// Keeps a reference.
  explicit MatchFinder(const QueryPlan& plan);

  /// The blocks that match, in order: told by the text where that is short work, else by the positions in the index,
  /// which are as many look-ups as the article has different words of the plan. `words` are of the article. Throws
  /// Xapian::Error.
  std::vector<BlockMatches> find(const Xapian::Database& database, std::uint32_t document, const Article& article,
                                 ArticleWords& words);

  /// The two ways; they say the same of an article that this version has indexed. None: there is too much to split.
  std::optional<std::vector<BlockMatches>> find_in_text(const Article& article, ArticleWords& words);
  std::vector<BlockMatches> find_in_index(const Xapian::Database& database, std::uint32_t document,
                                          const Article& article);

 private:
  using Positions = std::vector<std::uint32_t>;
  /// A word of a part. Its number is unique among all parts.
  struct Word {
    std::uint32_t part = 0;
    bool alone = false;  // the part has no other
  };
  struct Scanned;

  void add_form(std::string folded, std::uint32_t number);
  const std::unordered_multimap<std::string, std::uint32_t>& numbers();
  void add_terms();
  Scanned scan(std::string_view block) const;
  void take(const WordScan::Found& found, Scanned& scanned) const;
  bool may_match(const Scanned& scanned) const;
  std::vector<MatchSpan> spans_of(const std::vector<Positions>& words) const;
  std::vector<MatchSpan> spans_in(const std::vector<Token>& tokens, std::uint32_t base);

  std::vector<const QueryPlan*> parts_;
  std::vector<Word> words_;
  bool crosses_sentences_ = false;                            // and with that, maybe, blocks
  std::vector<std::pair<std::string, std::uint32_t>> forms_;  // and the numbers of their words
  // The same, made when they are needed: by form, and by index term, ascending.
  std::unordered_multimap<std::string, std::uint32_t> numbers_;
  std::vector<std::pair<std::string, std::vector<std::uint32_t>>> terms_;
  WordScan scan_;
  struct Row {
    std::vector<std::uint32_t> words, longer;  // those it is a form of; those whose forms begin with it and go on
  };
  std::vector<Row> rows_;                       // of the scan
  mutable std::vector<WordScan::Found> found_;  // by scan(), which is called for every block
};

/// Where the matches of a block stand in the text. `words` are of the article.
std::vector<PlacedMatch> place_matches(const Article& article, const BlockMatches& matches, ArticleWords& words);

}  // namespace termknit
