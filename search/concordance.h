// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keyword in context: every occurrence of a query in the indexed articles, one line each.
// Terms follow Sinclair, "Corpus, Concordance, Collocation" (1991).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/byte_range.h"
#include "language/language_resources.h"
#include "search/index_set.h"
#include "search/query.h"

namespace termknit {

enum class ConcordanceOrder : std::uint8_t { article, left, right };

/// `left + keyword + right` is a contiguous piece of the article's text in which line feeds are blanks; it never leaves
/// the block (paragraph, list item) of the keyword.
struct ConcordanceLine {
  std::string article{};       ///< path
  LanguageTag language{};      ///< of the block
  std::uint32_t sentence = 0;  ///< within the article, from 0
  ByteRange range{};           ///< of the keyword in the article's text
  std::string left{}, keyword{}, right{};
};

struct ConcordanceOptions {
  std::vector<LanguageTag> languages{};  ///< only text in these; empty: all
  std::size_t width = 40;                ///< columns of `left` and of `right`, cut at words
  ConcordanceOrder order = ConcordanceOrder::article;
  std::size_t limit = 0;     ///< lines; 0: all
  bool boilerplate = false;  ///< lines from menus, and those of repeated blocks after the first, too
  StopRequested stop{};
};

struct ConcordanceSummary {
  std::size_t lines = 0;     ///< given out
  std::size_t articles = 0;  ///< with a line
  std::vector<std::string> missing{};
};

/// Calls `line` for each occurrence. By article: in order of path and place, as they are found. By left or right: in
/// the order of the words before or after the keyword, nearest first, folded; all lines are held in memory then.
class Concordance {
 public:
  /// Keeps references; both must outlive this object. Not thread-safe.
  Concordance(IndexSet& indexes, LanguageResources& resources);
  ~Concordance();

  ConcordanceSummary find(const QueryNode& query, const ConcordanceOptions& options,
                          const std::function<void(const ConcordanceLine&)>& line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The end of `text` that fits into `columns`, beginning at a word; the beginning of it, ending at one.
std::string_view last_columns(std::string_view text, std::size_t columns);
std::string_view first_columns(std::string_view text, std::size_t columns);

}  // namespace termknit
