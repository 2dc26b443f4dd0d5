// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glass/byte_lists.h"

#include <algorithm>
#include <cstring>

namespace termknit::glass {
namespace {

/// A slice that is not the last ends with the place of the next.
using Link = std::uint32_t;
constexpr std::size_t kFirstSlice = 8;
constexpr std::size_t kDoublings = 8;

}  // namespace

std::size_t ByteLists::slice_bytes(std::size_t slice) {
  return kFirstSlice << std::min(slice, kDoublings);
}

std::uint32_t ByteLists::allot(std::size_t bytes) {
  if (free_ < bytes) {
    blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    free_ = kBlockBytes;
  }
  const std::size_t place = blocks_.size() * kBlockBytes - free_;
  free_ -= bytes;
  return static_cast<std::uint32_t>(place);
}

/// The bytes that have to make room for the link are the first of the new slice.
void ByteLists::grow(List& list) {
  const std::size_t bytes = slice_bytes(list.slices);
  const Link place = allot(bytes);
  list.left = static_cast<std::uint16_t>(bytes);
  if (list.slices == 0) {
    list.first = list.end = place;
  } else {
    char* link = at(list.end - 1) + 1 - sizeof place;
    std::memcpy(at(place), link, sizeof place);
    std::memcpy(link, &place, sizeof place);
    list.end = place + sizeof place;
    list.left -= sizeof place;
  }
  if (list.slices <= kDoublings) ++list.slices;
}

void ByteLists::append(List& list, std::string_view bytes) {
  while (!bytes.empty()) {
    if (list.left == 0) grow(list);
    const std::size_t taken = std::min<std::size_t>(list.left, bytes.size());
    std::memcpy(at(list.end), bytes.data(), taken);
    list.end += static_cast<std::uint32_t>(taken);
    list.left -= static_cast<std::uint16_t>(taken);
    bytes.remove_prefix(taken);
  }
}

void ByteLists::read(const List& list, std::string& out) const {
  if (list.slices == 0) return;
  std::uint32_t place = list.first;
  for (std::size_t slice = 0;; ++slice) {
    const std::size_t bytes = slice_bytes(slice);
    if (list.end - place <= bytes) {
      out.append(at(place), list.end - place);
      return;
    }
    Link next = 0;
    out.append(at(place), bytes - sizeof next);
    std::memcpy(&next, at(place) + bytes - sizeof next, sizeof next);
    place = next;
  }
}

}  // namespace termknit::glass
