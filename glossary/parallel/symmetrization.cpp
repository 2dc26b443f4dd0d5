// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <set>

#include "glossary/parallel/word_aligner.h"

namespace termknit {
namespace {

using Place = std::pair<int, int>;  // source, target

constexpr std::array<Place, 8> kNeighbours{{{-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}}};

class Growing {
 public:
  Growing(std::span<const int> forward, std::span<const int> backward)
      : source_linked_(backward.size(), false), target_linked_(forward.size(), false) {
    for (int j = 0; j < static_cast<int>(forward.size()); ++j) {
      if (forward[static_cast<std::size_t>(j)] >= 0) one_way_.insert({forward[static_cast<std::size_t>(j)], j});
    }
    for (int i = 0; i < static_cast<int>(backward.size()); ++i) {
      const int j = backward[static_cast<std::size_t>(i)];
      if (j < 0) continue;
      if (forward[static_cast<std::size_t>(j)] == i) {
        link({i, j});
      } else {
        one_way_.insert({i, j});
      }
    }
  }

  void grow_diagonally() {
    for (bool grown = true; grown;) {
      grown = false;
      const std::vector<Place> now(links_.begin(), links_.end());
      for (const auto& [i, j] : now) {
        for (const auto& [di, dj] : kNeighbours) {
          const Place place{i + di, j + dj};
          if (!one_way_.contains(place) || links_.contains(place)) continue;
          if (is_linked(source_linked_, place.first) && is_linked(target_linked_, place.second)) continue;
          link(place);
          grown = true;
        }
      }
    }
  }

  void add_free() {
    for (const Place& place : one_way_) {
      if (!is_linked(source_linked_, place.first) && !is_linked(target_linked_, place.second)) link(place);
    }
  }

  std::vector<Place> links() const { return {links_.begin(), links_.end()}; }

 private:
  static bool is_linked(const std::vector<bool>& side, int place) { return side[static_cast<std::size_t>(place)]; }

  void link(const Place& place) {
    links_.insert(place);
    source_linked_[static_cast<std::size_t>(place.first)] = true;
    target_linked_[static_cast<std::size_t>(place.second)] = true;
  }

  std::set<Place> one_way_, links_;
  std::vector<bool> source_linked_, target_linked_;
};

}  // namespace

std::vector<std::pair<int, int>> grow_diag_final_and(std::span<const int> forward, std::span<const int> backward) {
  Growing growing(forward, backward);
  growing.grow_diagonally();
  growing.add_free();
  return growing.links();
}

}  // namespace termknit
