// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keeps the `repeated` marks of all articles true while some of them change. What the marks are in the end depends on
// the articles alone, not on the order they came in.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/article.h"
#include "indexer/block_uses.h"
#include "indexer/flat_table.h"
#include "indexer/index_segments.h"
#include "indexer/posting_list.h"

namespace termknit {

/// Between mark() and settle() marks are guesses: how often a block has been seen is remembered for so many blocks.
class RepeatTracker {
 public:
  /// `folder`: of the database, where the uses of all blocks are kept between runs.
  RepeatTracker(IndexSegments& index, std::filesystem::path folder);

  /// Before an article is analysed and stored, and if possible before those around it are: its blocks (as
  /// block_checksums() gives them) were seen.
  void seen(const std::vector<std::uint64_t>& blocks);
  /// Marks its blocks by what was seen so far.
  void mark(Article& article, const std::vector<std::uint64_t>& blocks) const;
  /// When it has been stored with these marks.
  void stored(std::uint32_t number, const Article& article, const std::vector<std::uint64_t>& blocks);
  /// Before an article is replaced or removed.
  void leaving(std::string_view path);

  /// When all articles are stored or removed: corrects those whose marks turned out otherwise. The number of them.
  std::size_t settle(std::vector<PostingMaker>& makers, const StopRequested& stop = {});

 private:
  void begin();
  void see(std::uint64_t block);
  void collect_all();
  std::vector<std::uint32_t> suspects();
  std::size_t review(const std::vector<std::uint32_t>& numbers, std::span<PostingMaker> makers,
                     const StopRequested& stop);
  std::size_t review(IndexSegment& segment, const std::vector<std::uint32_t>& numbers, std::span<PostingMaker> makers,
                     const StopRequested& stop) const;

  IndexSegments& index_;
  const std::filesystem::path file_;
  bool unsettled_ = false;  ///< an earlier run did not come to its end: all articles are looked at
  bool begun_ = false;
  FlatTable counts_{};                        ///< articles a block was seen in
  std::unordered_set<std::uint32_t> left_{};  ///< articles whose uses of before are void
  BlockUseSorter new_uses_;
  std::unordered_set<std::uint64_t> repeated_{};  ///< once all is known
};

}  // namespace termknit
