// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which article holds which blocks, as a sorted file beside the tables of the index. As index terms they took a fifth
// of the text's size and a tenth of the time; here a block of an article is six bytes.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace termknit {

/// The file's name in the folder of the database.
inline constexpr const char* kBlockUsesFile = "blocks";

/// A block of an article, by its checksum (indexer/repeated_blocks.h).
struct BlockUse {
  std::uint64_t block = 0;
  std::uint32_t article = 0;  ///< its number in the index
  bool marked = false;        ///< as repeated, when it was stored
  auto operator<=>(const BlockUse&) const = default;
};

/// Uses in order of block and article, one after the other.
class BlockUseSource {
 public:
  virtual ~BlockUseSource() = default;
  virtual std::optional<BlockUse> next() = 0;
};

/// Of a file that is not there: nothing. Throws Error(corrupt) when the file turns out to be damaged.
std::unique_ptr<BlockUseSource> read_block_uses(const std::filesystem::path& file);

/// Writes a file of uses that come in order: whole, or not at all.
class BlockUseWriter {
 public:
  explicit BlockUseWriter(const std::filesystem::path& file);
  ~BlockUseWriter();
  void add(const BlockUse& use);
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Uses in any order, sorted in memory while they are few and in files beside `file` when they are many.
class BlockUseSorter {
 public:
  explicit BlockUseSorter(std::filesystem::path file) : file_(std::move(file)) {}
  ~BlockUseSorter();
  BlockUseSorter(const BlockUseSorter&) = delete;
  BlockUseSorter& operator=(const BlockUseSorter&) = delete;

  void add(const BlockUse& use);
  void clear();
  /// All that were added. This object has to live as long as the source.
  std::unique_ptr<BlockUseSource> sorted();

 private:
  void spill();
  std::filesystem::path file_;
  std::vector<std::filesystem::path> runs_;
  std::vector<BlockUse> uses_;
};

/// Without the uses of some articles. `articles` has to live as long as the source.
std::unique_ptr<BlockUseSource> without(std::unique_ptr<BlockUseSource> uses,
                                        const std::unordered_set<std::uint32_t>& articles);

/// Two sorted sources as one.
std::unique_ptr<BlockUseSource> merge(std::unique_ptr<BlockUseSource> a, std::unique_ptr<BlockUseSource> b);

}  // namespace termknit
