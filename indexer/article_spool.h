// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Articles that are read, but not yet analysed: on disk, so that far more of what follows can be known than would fit
// into memory.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "indexer/article.h"

namespace termknit {

/// A file without a name: it is gone when the process is. keep() and take() are thread-safe.
class ArticleSpool {
 public:
  struct Place {
    std::uint64_t offset = 0;
    std::uint32_t bytes = 0;
    bool is_packed = false;
  };

  /// `unpacked_bytes`: up to this size of its file articles are kept as they are, which costs less; beyond it they are
  /// packed to a third. Throws Error(io).
  explicit ArticleSpool(const std::filesystem::path& folder, std::uint64_t unpacked_bytes = 64 << 20);
  ~ArticleSpool();
  ArticleSpool(const ArticleSpool&) = delete;
  ArticleSpool& operator=(const ArticleSpool&) = delete;

  /// `blocks`: block_checksums(). Throws Error(io): the disk is full.
  Place keep(const Article& article, const std::vector<std::uint64_t>& blocks);
  /// Throws Error(io).
  void take(const Place& place, Article& article, std::vector<std::uint64_t>& blocks) const;
  /// Gives the room before `offset` back to the disk.
  void forget_before(std::uint64_t offset) const;

 private:
  const std::filesystem::path path_;
  const std::uint64_t unpacked_bytes_;
  int descriptor_ = -1;
  std::atomic<std::uint64_t> end_{0};
};

}  // namespace termknit
