// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/seen_ids.h"

#include "core/checksum.h"

namespace termknit {

bool SeenIds::insert(std::string_view id) {
  if (2 * (count_ + 1) > slots_.size()) grow();
  if (!put(checksum(id) | 1)) return false;  // 0 marks a free slot
  ++count_;
  return true;
}

bool SeenIds::contains(std::string_view id) const {
  if (slots_.empty()) return false;
  const std::uint64_t hash = checksum(id) | 1;
  std::size_t i = hash % slots_.size();
  while (slots_[i] != 0 && slots_[i] != hash) i = (i + 1) % slots_.size();
  return slots_[i] == hash;
}

bool SeenIds::put(std::uint64_t hash) {
  for (std::size_t i = hash % slots_.size();; i = (i + 1) % slots_.size()) {
    if (slots_[i] == hash) return false;
    if (slots_[i] != 0) continue;
    slots_[i] = hash;
    return true;
  }
}

void SeenIds::grow() {
  std::vector<std::uint64_t> old(slots_.empty() ? 1024 : 2 * slots_.size());
  old.swap(slots_);
  for (const std::uint64_t hash : old) {
    if (hash != 0) put(hash);
  }
}

}  // namespace termknit
