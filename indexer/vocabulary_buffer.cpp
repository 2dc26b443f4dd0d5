// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/vocabulary_buffer.h"

#include <unordered_set>

#include "core/tsv.h"

namespace termknit {

std::string joined_lists(const std::vector<std::string_view>& lists) {
  if (lists.size() == 1) return std::string(lists.front());
  std::unordered_set<std::string_view> there;
  std::string all;
  for (const std::string_view list : lists) {
    for (const std::string_view piece : split(list, '\t')) {
      if (piece.empty() || !there.insert(piece).second) continue;
      if (!all.empty()) all += '\t';
      all += piece;
    }
  }
  return all;
}

}  // namespace termknit
