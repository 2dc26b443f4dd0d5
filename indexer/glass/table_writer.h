// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace termknit::glass {

inline constexpr std::size_t kBlockBytes = 16 << 10;

/// What the version file says of a table.
struct TableRoot {
  std::uint32_t block = 0;   ///< the root's number
  unsigned level = 0;        ///< of the root; leaves have 0
  std::uint64_t items = 0;   ///< keys
  std::uint32_t blocks = 0;  ///< in the file; none: the table is empty
};

/// Writes a B-tree of the glass format from the first key to the last: each block is written once, and is full.
///
/// A block is a header of 11 bytes (revision, level, free bytes twice, end of the directory), a directory of the items'
/// offsets in the order of their keys, free bytes, and the items, from the end. The item of a leaf: its size less 3,
/// with flags (2 bytes), key length (1), key, number of the piece if it is not the first (2), tag. That of a branch:
/// block (4), key length (1), key, number of the piece (2). The first key of each branch and of the table is empty.
class TableWriter {
 public:
  /// Makes the file. Throws Error(io), as the others do.
  explicit TableWriter(std::filesystem::path file);
  ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  /// Keys have 1 to 255 bytes and come in ascending order. `deflated`: the tag is raw deflate data.
  void add(std::string_view key, std::string_view tag, bool deflated = false);
  TableRoot finish();

 private:
  class Block {
   public:
    explicit Block(unsigned level);
    std::size_t free() const { return lowest_ - end_; }  ///< for an item and its place in the directory
    bool empty() const { return end_ == kHeaderBytes; }
    /// Where an item of that size is to be written.
    char* add(std::size_t bytes);
    /// With its header.
    std::string_view bytes();
    void clear();

   private:
    static constexpr std::size_t kHeaderBytes = 11;
    unsigned level_;
    std::string bytes_;
    std::size_t end_ = kHeaderBytes;  ///< of the directory
    std::size_t lowest_ = kBlockBytes;
  };

  /// Sorts at or before all keys of what is below, and after all keys before.
  struct Separator {
    std::string key{};
    std::uint16_t piece = 0;
  };
  struct Branch {
    Block block;
    Separator before{};  ///< its first child
  };

  void add_piece(std::string_view key, std::string_view tag, std::uint16_t piece, std::uint16_t flags);
  void separate(std::string_view key, std::uint16_t piece);
  void add_child(std::size_t level, const Separator& before, std::uint32_t child);
  std::uint32_t write(Block& block);
  void write_out();

  std::filesystem::path path_;
  int descriptor_ = -1;
  std::string waiting_;  ///< blocks to be written
  std::uint32_t blocks_ = 0;
  std::uint64_t items_ = 0;
  Block leaf_{0};
  Separator before_leaf_{};
  std::string last_key_;
  std::vector<Branch> branches_;  ///< from the level above the leaves on
};

}  // namespace termknit::glass
