// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace termknit::glass {

/// Many lists of bytes that grow side by side, in slices that get larger with each list: most lists stay short, and
/// what is allotted is never moved (the byte pools of Lucene's indexer are of the same kind). 4 GB at most in all.
class ByteLists {
 public:
  struct List {
    std::uint32_t first = 0;   ///< where its first slice begins
    std::uint32_t end = 0;     ///< of what is written
    std::uint16_t left = 0;    ///< bytes of the last slice
    std::uint16_t slices = 0;  ///< up to the size that all others have
  };

  void append(List& list, std::string_view bytes);
  /// Appends the whole list to `out`.
  void read(const List& list, std::string& out) const;
  /// Of memory.
  std::size_t bytes() const { return blocks_.size() * kBlockBytes; }

 private:
  static constexpr std::size_t kBlockBytes = 64 << 10;
  static std::size_t slice_bytes(std::size_t slice);
  char* at(std::uint32_t place) const { return blocks_[place / kBlockBytes].get() + place % kBlockBytes; }
  std::uint32_t allot(std::size_t bytes);
  void grow(List& list);

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t free_ = 0;  ///< at the end of the last block
};

}  // namespace termknit::glass
