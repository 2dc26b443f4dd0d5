// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace termknit {

/// Which ids a file has had so far, as hashes in an open table: 16 MB for a million, where a set of strings takes five
/// times that.
class SeenIds {
 public:
  /// True if `id` is new.
  bool insert(std::string_view id);
  bool contains(std::string_view id) const;

 private:
  bool put(std::uint64_t hash);
  void grow();

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace termknit
