// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keeps the `repeated` marks of all articles true while some of them change. What the marks are in the end depends on
// the articles alone, not on the order they came in.

#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/article.h"
#include "indexer/index_writer.h"
#include "indexer/repeated_blocks.h"
#include "language/language_resources.h"

namespace termknit {

/// An article on its way into the index and the terms of its blocks (indexer/repeated_blocks.h).
struct TrackedArticle {
  Article* article = nullptr;
  const std::vector<std::string>* terms = nullptr;
};

class RepeatTracker {
 public:
  explicit RepeatTracker(IndexWriter& writer);

  /// Before a batch is analysed and stored: marks its blocks by what the index and the batch itself hold.
  void mark(const std::vector<TrackedArticle>& batch);
  /// Before an article is replaced or removed.
  void leaving(std::string_view path);

  /// When all articles are stored or removed: analyses those again whose marks turned out otherwise. The number of
  /// them.
  std::size_t settle(LanguageResources& resources, unsigned jobs, const StopRequested& stop = {});

 private:
  using Touched = std::array<char, kBlockDigits + 1>;  ///< the digits of a term, then how it was marked: '1',
                                                       ///< '0', '-' not at all

  void touch(const std::string& term, char marked);
  void begin();
  std::vector<std::string> suspects();
  std::size_t review(std::vector<std::string> paths, LanguageResources& resources, unsigned jobs,
                     const StopRequested& stop);

  IndexWriter& writer_;
  std::unordered_set<std::string> repeated_;  ///< as of the last settled state
  bool unsettled_ = false;                    ///< an earlier run did not come to its end: all articles are looked at
  bool begun_ = false;
  std::vector<Touched> touched_;
};

}  // namespace termknit
