// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How likely a unit of one language is translated by a unit of another: a sparse table over the pairs that stand in one
// segment. Counts are whole numbers, so that threads may add in any order and the sum is the same.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace termknit {

/// Numbers of units, from 1; 0 is "nothing" on the source side (a target unit that translates no source unit).
using Unit = std::uint32_t;

/// Units of all segments of one language, one after the other; `starts` has one more than there are segments.
struct UnitText {
  std::vector<Unit> units{};
  std::vector<std::uint32_t> starts{0};

  std::size_t segments() const { return starts.size() - 1; }
  std::span<const Unit> segment(std::size_t i) const {
    return std::span(units).subspan(starts[i], starts[i + 1] - starts[i]);
  }
  void add(std::span<const Unit> segment) {
    units.insert(units.end(), segment.begin(), segment.end());
    starts.push_back(static_cast<std::uint32_t>(units.size()));
  }
};

class TranslationTable {
 public:
  static constexpr std::uint32_t kNoCell = UINT32_MAX;

  /// The pairs of `source` and `target` that stand in one segment, all equally likely. A pair seen once, of a unit that
  /// is frequent, is left out: it is chance, and there are many.
  TranslationTable(const UnitText& source, const UnitText& target, Unit source_units, unsigned jobs);

  /// kNoCell if the pair is not there. O(1).
  std::uint32_t find(Unit source, Unit target) const {
    const std::uint32_t begin = rows_[source], size = rows_[source + 1] - begin;
    if (size == 0) return kNoCell;
    std::uint32_t at = place(target, size);
    for (;;) {
      const Cell& cell = cells_[begin + at];
      if (cell.target == target) return begin + at;
      if (cell.target == kEmpty) return kNoCell;
      at = at + 1 == size ? 0 : at + 1;
    }
  }

  /// find() for every pair of two segments: `cells[j * stride + i]` is that of `sources[i]` and `targets[j]`. All cells
  /// are asked for before the first is looked at, so that the memory is waited for once.
  void find_all(std::span<const Unit> sources, std::span<const Unit> targets, std::uint32_t* cells,
                std::size_t stride) const {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::uint32_t begin = rows_[sources[i]], size = rows_[sources[i] + 1] - begin;
      for (std::size_t j = 0; j < targets.size(); ++j) {
        const std::uint32_t at = begin + place(targets[j], size);
        cells[j * stride + i] = at;
        if (size > 0) __builtin_prefetch(&cells_[at]);
      }
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::uint32_t begin = rows_[sources[i]], end = rows_[sources[i] + 1];
      for (std::size_t j = 0; j < targets.size(); ++j) {
        std::uint32_t at = cells[j * stride + i];
        while (begin != end && cells_[at].target != targets[j] && cells_[at].target != kEmpty)
          at = at + 1 == end ? begin : at + 1;
        cells[j * stride + i] = begin == end || cells_[at].target == kEmpty ? kNoCell : at;
      }
    }
  }

  float probability(std::uint32_t cell) const { return cells_[cell].probability; }
  float probability_of(Unit source, Unit target) const {
    const std::uint32_t cell = find(source, target);
    return cell == kNoCell ? 0 : cells_[cell].probability;
  }

  /// Thread-safe.
  void add(std::uint32_t cell, float count) {
    const auto whole = static_cast<std::uint32_t>(count * kCountUnit + 0.5F);
    if (whole > 0) std::atomic_ref(cells_[cell].count).fetch_add(whole, std::memory_order_relaxed);
  }

  /// New probabilities from the counts, which begin at 0 again. Variational Bayes with a sparse Dirichlet prior (Riley
  /// & Gildea 2012): rare units do not collect what nothing else explains.
  void estimate(unsigned jobs);

  /// Forgets the pairs that have become all but impossible: most, after a few iterations. What is left of a source unit
  /// stays together, so that memory and look-ups shrink with it. Row 0 stays whole.
  void compact();

  /// The largest number of a source unit.
  Unit source_units() const { return static_cast<Unit>(rows_.size() - 2); }
  std::size_t bytes() const { return cells_.size() * sizeof(Cell) + rows_.size() * sizeof rows_[0]; }
  /// Calls `f(target, probability)` for the pairs of `source`, in no order.
  template <typename F>
  void for_each(Unit source, F&& f) const {
    for (std::uint32_t i = rows_[source]; i < rows_[source + 1]; ++i) {
      if (cells_[i].target != kEmpty) f(cells_[i].target, cells_[i].probability);
    }
  }

 private:
  static constexpr Unit kEmpty = UINT32_MAX;
  static constexpr float kCountUnit = 4096;

  struct Cell {
    Unit target = kEmpty;
    float probability = 0;
    std::uint32_t count = 0;
  };

  static std::uint32_t place(Unit target, std::uint32_t size) {
    const std::uint32_t hash = target * 0x9E3779B1U;
    return static_cast<std::uint32_t>((std::uint64_t{hash} * size) >> 32U);
  }
  static std::uint32_t room(std::size_t pairs) { return static_cast<std::uint32_t>(pairs + pairs / 3 + 1); }
  /// Where most of what is looked for is not there, rows need air.
  static std::uint32_t airy_room(std::size_t pairs) { return static_cast<std::uint32_t>(2 * pairs + 1); }
  void insert(std::uint32_t row_begin, std::uint32_t row_size, Unit target, float probability);

  std::vector<std::uint32_t> rows_;  ///< first cell of each source unit
  std::vector<Cell> cells_;
};

}  // namespace termknit
