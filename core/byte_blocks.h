// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sixteen bytes of a text at a time, for questions that are asked of every byte of every article. Vector types of GCC
// and Clang: they become instructions of whatever processor there is.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace termknit {

using ByteBlock = unsigned char __attribute__((vector_size(16)));
using BlockMask = signed char __attribute__((vector_size(16)));  ///< what comparing blocks gives: -1 where it is true

inline bool any(BlockMask mask) {
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), &mask, sizeof mask);
  return (halves[0] | halves[1]) != 0;
}

/// `f(bytes, before, before_that)`: for each of sixteen bytes the one before it, and the one before that. Before the
/// text and after it, where there is at least one byte more, stands the letter a.
template <typename F>
void for_each_block(std::string_view text, F&& f) {
  constexpr std::size_t kSize = sizeof(ByteBlock);
  const auto look = [&](const char* at) {
    std::array<ByteBlock, 3> blocks{};
    for (std::size_t i = 0; i < blocks.size(); ++i) std::memcpy(&blocks[i], at - i, kSize);
    f(blocks[0], blocks[1], blocks[2]);
  };
  const auto look_at_end = [&](std::size_t begin) {
    std::array<char, kSize + 2> window{};
    window.fill('a');
    const std::size_t before = std::min<std::size_t>(begin, 2);
    text.substr(begin - before, kSize + before).copy(window.data() + 2 - before, kSize + before);
    look(window.data() + 2);
  };
  look_at_end(0);
  std::size_t begin = kSize;
  for (; begin + kSize <= text.size(); begin += kSize) look(text.data() + begin);
  if (begin <= text.size()) look_at_end(begin);
}

}  // namespace termknit
