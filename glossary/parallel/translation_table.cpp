// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/translation_table.h"

#include <algorithm>
#include <cmath>

#include "core/parallel.h"

namespace termknit {
namespace {

constexpr Unit kRowsPerBlock = 512;
constexpr std::uint32_t kFrequent = 12;  // with such a unit, a pair seen once is chance
constexpr double kPrior = 0.02;          // Dirichlet
constexpr float kImpossible = 1e-5F;     // probability of a pair that compact() forgets

/// exp(digamma(x)), x > 0. Abramowitz & Stegun 6.3.18 after shifting x to 6 and above.
double exp_digamma(double x) {
  double shift = 0;
  for (; x < 6; ++x) shift += 1 / x;
  const double inverse = 1 / (x * x);
  return std::exp(std::log(x) - 1 / (2 * x) - inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse / 252)) - shift);
}

std::vector<std::uint32_t> frequencies(const UnitText& text) {
  std::vector<std::uint32_t> counts;
  for (const Unit unit : text.units) {
    if (unit >= counts.size()) counts.resize(unit + 1);
    ++counts[unit];
  }
  return counts;
}

/// Segments of each source unit, each once.
struct Postings {
  std::vector<std::uint32_t> starts, segments;
};

Postings postings(const UnitText& text, Unit units) {
  Postings made;
  made.starts.assign(units + 2, 0);
  std::vector<std::uint32_t> last(units + 1, UINT32_MAX);
  for (int pass = 0; pass < 2; ++pass) {
    std::fill(last.begin(), last.end(), UINT32_MAX);
    for (std::uint32_t s = 0; s < text.segments(); ++s) {
      for (const Unit unit : text.segment(s)) {
        if (last[unit] == s) continue;
        last[unit] = s;
        if (pass == 0) {
          ++made.starts[unit + 1];
        } else {
          made.segments[made.starts[unit]++] = s;
        }
      }
    }
    if (pass == 0) {
      for (std::size_t i = 1; i < made.starts.size(); ++i) made.starts[i] += made.starts[i - 1];
      made.segments.resize(made.starts.back());
    }
  }
  // The second pass moved every start to its row's end.
  for (std::size_t i = made.starts.size() - 1; i > 0; --i) made.starts[i] = made.starts[i - 1];
  made.starts[0] = 0;
  return made;
}

/// The targets of one source unit.
class Row {
 public:
  Row(const UnitText& target, const std::vector<std::uint32_t>& target_frequencies)
      : target_(target), frequencies_(target_frequencies), seen_(target_frequencies.size(), 0) {}

  const std::vector<Unit>& of(std::span<const std::uint32_t> segments, std::uint32_t source_frequency) {
    found_.clear();
    for (const std::uint32_t s : segments) {
      for (const Unit unit : target_.segment(s)) {
        if (seen_[unit] < 2 && ++seen_[unit] == 1) found_.push_back(unit);
      }
    }
    std::size_t kept = 0;
    for (const Unit unit : found_) {
      // Counted within all segments: a word that stands twice in one is seen twice.
      const bool chance = seen_[unit] == 1 && std::max(source_frequency, frequencies_[unit]) > kFrequent;
      seen_[unit] = 0;
      if (!chance) found_[kept++] = unit;
    }
    found_.resize(kept);
    return found_;
  }

 private:
  const UnitText& target_;
  const std::vector<std::uint32_t>& frequencies_;
  std::vector<std::uint8_t> seen_;
  std::vector<Unit> found_;
};

}  // namespace

TranslationTable::TranslationTable(const UnitText& source, const UnitText& target, Unit source_units, unsigned jobs) {
  const std::vector<std::uint32_t> source_frequencies = frequencies(source), target_frequencies = frequencies(target);
  const Postings of_source = postings(source, source_units);
  rows_.assign(source_units + 2, 0);
  const std::size_t blocks = source_units / kRowsPerBlock + 1;
  const auto each_row = [&](const auto& f) {
    parallel_for(blocks, jobs, [&](std::size_t block, unsigned) {
      Row row(target, target_frequencies);
      const Unit end = std::min<Unit>(source_units + 1, static_cast<Unit>(block + 1) * kRowsPerBlock);
      for (Unit unit = std::max<Unit>(1, static_cast<Unit>(block) * kRowsPerBlock); unit < end; ++unit) {
        const std::span segments(of_source.segments.data() + of_source.starts[unit],
                                 of_source.starts[unit + 1] - of_source.starts[unit]);
        if (!segments.empty()) f(unit, row.of(segments, source_frequencies[unit]));
      }
    });
  };
  each_row([&](Unit unit, const std::vector<Unit>& targets) {
    if (!targets.empty()) rows_[unit + 1] = room(targets.size());
  });
  std::size_t all_targets = 0;
  for (const std::uint32_t count : target_frequencies) all_targets += count > 0;
  rows_[1] = room(all_targets);
  for (std::size_t i = 1; i < rows_.size(); ++i) rows_[i] += rows_[i - 1];
  cells_.resize(rows_.back());
  each_row([&](Unit unit, const std::vector<Unit>& targets) {
    for (const Unit unit_of_target : targets)
      insert(rows_[unit], rows_[unit + 1] - rows_[unit], unit_of_target, 1.0F / static_cast<float>(targets.size()));
  });
  for (Unit unit = 0; unit < target_frequencies.size(); ++unit) {
    if (target_frequencies[unit] > 0) insert(0, rows_[1], unit, 1.0F / static_cast<float>(all_targets));
  }
}

void TranslationTable::insert(std::uint32_t row_begin, std::uint32_t row_size, Unit target, float probability) {
  std::uint32_t at = place(target, row_size);
  while (cells_[row_begin + at].target != kEmpty) at = at + 1 == row_size ? 0 : at + 1;
  cells_[row_begin + at] = {target, probability, 0};
}

void TranslationTable::compact() {
  std::vector<std::pair<Unit, float>> kept;
  std::uint32_t end = rows_[1], old_begin = rows_[1];
  for (std::size_t row = 1; row + 1 < rows_.size(); ++row) {
    const std::uint32_t old_end = rows_[row + 1];
    kept.clear();
    for (std::uint32_t i = old_begin; i < old_end; ++i) {
      if (cells_[i].target != kEmpty && cells_[i].probability >= kImpossible)
        kept.emplace_back(cells_[i].target, cells_[i].probability);
    }
    // The new row never reaches beyond the old one's end: it is no longer, and begins no later.
    const std::uint32_t size = kept.empty() ? 0 : std::min(airy_room(kept.size()), old_end - old_begin);
    std::fill(cells_.begin() + end, cells_.begin() + end + size, Cell{});
    for (const auto& [target, probability] : kept) insert(end, size, target, probability);
    rows_[row] = end;
    end += size;
    old_begin = old_end;
  }
  rows_.back() = end;
  cells_.resize(end);
  cells_.shrink_to_fit();
}

void TranslationTable::estimate(unsigned jobs) {
  const std::size_t blocks = rows_.size() / kRowsPerBlock + 1;
  parallel_for(blocks, jobs, [&](std::size_t block, unsigned) {
    const std::size_t end = std::min(rows_.size() - 1, (block + 1) * kRowsPerBlock);
    for (std::size_t row = block * kRowsPerBlock; row < end; ++row) {
      std::uint64_t total = 0, pairs = 0;
      for (std::uint32_t i = rows_[row]; i < rows_[row + 1]; ++i) {
        if (cells_[i].target == kEmpty) continue;
        total += cells_[i].count;
        ++pairs;
      }
      if (total == 0) continue;
      const double norm = exp_digamma(static_cast<double>(total) / kCountUnit + kPrior * static_cast<double>(pairs));
      for (std::uint32_t i = rows_[row]; i < rows_[row + 1]; ++i) {
        Cell& cell = cells_[i];
        cell.probability =
            cell.count == 0
                ? 0
                : static_cast<float>(exp_digamma(static_cast<double>(cell.count) / kCountUnit + kPrior) / norm);
        cell.count = 0;
      }
    }
  });
}

}  // namespace termknit
