// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace termknit {

/// Keeps many texts in blocks that are never moved: a string that grows takes three times its size while it is copied.
class TextArena {
 public:
  /// Room for a text, until clear().
  char* allot(std::size_t bytes) {
    if (free_ < bytes) {
      free_ = std::max(bytes, kBlockBytes);
      blocks_.push_back(std::make_unique<char[]>(free_));
      end_ = blocks_.back().get() + free_;
      bytes_ += free_;
    }
    char* const place = end_ - free_;
    free_ -= bytes;
    return place;
  }
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    char* const place = allot(text.size());
    text.copy(place, text.size());
    return {place, text.size()};
  }
  void clear() { *this = TextArena(); }
  /// Of memory.
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kBlockBytes = 64 << 10;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* end_ = nullptr;  ///< of the last block
  std::size_t free_ = 0, bytes_ = 0;
};

}  // namespace termknit
