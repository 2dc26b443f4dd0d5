// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rows that a transaction adds to the termbase's table `term_key`, brought into the order of the table, so that
// every page of it is written once. Sorted outside of SQLite: an import has millions of them, and memory must not grow
// with it.

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

struct KeyRow {
  std::string_view language{}, key{};
  std::int64_t term = 0, rank = 0;
};

/// External merge sort (Knuth, TAOCP 3, 5.4): pieces are sorted in memory, kept in a temporary file and merged when
/// asked for.
class KeyRows {
 public:
  /// `piece_bytes`: how much is kept in memory.
  explicit KeyRows(std::size_t piece_bytes = std::size_t{4} << 20);

  bool empty() const { return texts_.empty() && pieces_.empty(); }
  /// `language` and `key` hold no NUL. Throws Error(io) if the temporary file cannot be written.
  void add(const KeyRow& row);
  /// Leaves out the rows of this term that were added so far and will be.
  void drop(std::int64_t term) { dropped_.insert(term); }
  /// In order of language, key and term, by bytes; of rows that differ in rank only, the first. Throws Error(io).
  void for_each(const std::function<void(const KeyRow&)>& f);
  void clear();

 private:
  struct Piece {
    std::int64_t begin = 0, end = 0;  // in the file
  };
  class Reader;
  void sort();
  void put_away();

  std::size_t piece_bytes_;
  std::string bytes_;                    // of the rows in memory, encoded
  std::vector<std::string_view> texts_;  // of `bytes_`, which never grows beyond what it reserved
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, std::fclose};
  std::vector<Piece> pieces_;
  std::set<std::int64_t> dropped_;
};

}  // namespace termknit
