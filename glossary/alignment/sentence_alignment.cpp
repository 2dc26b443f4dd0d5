// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/sentence_alignment.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace termknit {
namespace {

// Gale & Church: variance of the length difference per letter; the priors of the shapes as costs.
constexpr double kVariance = 6.8;
constexpr double kSkip = 5.0, kTwoToOne = 2.6;
constexpr double kOtherKind = 3.0, kOtherStart = 1.2, kAnchor = 1.5;
constexpr double kMostLengthCost = 12;
constexpr std::size_t kBand = 40;  // sentences beside the diagonal, at least

double length_cost(double a, double b) {
  if (a + b == 0) return 0;
  const double delta = (a - b) / std::sqrt(kVariance * (a + b) / 2);
  const double tail = std::erfc(std::fabs(delta) / std::sqrt(2.0));
  return std::min(kMostLengthCost, -std::log(std::max(tail, 1e-9)));
}

std::size_t shared_anchors(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) {
      ++shared;
      ++i;
      ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

/// Costs of cells near the diagonal; everything else is infinitely far.
class Table {
 public:
  Table(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), band_(kBand + std::max(rows, columns) / 8), width_(2 * band_ + 1) {
    cost_.assign((rows + 1) * width_, std::numeric_limits<float>::infinity());
    step_.assign((rows + 1) * width_, 0);
  }
  bool holds(std::size_t i, std::size_t j) const {
    const std::size_t middle = middle_of(i);
    return i <= rows_ && j <= columns_ && j + band_ >= middle && j <= middle + band_;
  }
  float& cost(std::size_t i, std::size_t j) { return cost_[at(i, j)]; }
  std::uint8_t& step(std::size_t i, std::size_t j) { return step_[at(i, j)]; }

 private:
  std::size_t middle_of(std::size_t i) const { return rows_ == 0 ? 0 : i * columns_ / rows_; }
  std::size_t at(std::size_t i, std::size_t j) const { return i * width_ + j + band_ - middle_of(i); }
  std::size_t rows_, columns_, band_, width_;
  std::vector<float> cost_;
  std::vector<std::uint8_t> step_;
};

struct Step {
  std::uint8_t left, right;
  double prior;
};
constexpr Step kSteps[] = {{1, 1, 0}, {1, 0, kSkip}, {0, 1, kSkip}, {2, 1, kTwoToOne}, {1, 2, kTwoToOne}};

double bead_cost(const std::vector<SentenceFeatures>& left, std::size_t i, const std::vector<SentenceFeatures>& right,
                 std::size_t j, const Step& step) {
  if (step.left == 0 || step.right == 0) return step.prior;
  double a = 0, b = 0;
  for (std::size_t k = 0; k < step.left; ++k) a += left[i + k].letters;
  for (std::size_t k = 0; k < step.right; ++k) b += right[j + k].letters;
  double cost = step.prior + length_cost(a, b);
  if (left[i].kind != right[j].kind) cost += kOtherKind;
  if (left[i].first_of_block != right[j].first_of_block) cost += kOtherStart;
  std::size_t shared = 0, most = 0;
  for (std::size_t k = 0; k < step.left; ++k) {
    for (std::size_t m = 0; m < step.right; ++m) {
      shared += shared_anchors(left[i + k].anchors, right[j + m].anchors);
      most = std::max({most, left[i + k].anchors.size(), right[j + m].anchors.size()});
    }
  }
  if (most == 0) return cost;
  // Shared anchors speak for the pair, anchors that are missing on the other side against it.
  const double agreement = static_cast<double>(std::min(shared, most)) / static_cast<double>(most);
  return cost + kAnchor * std::log2(1.0 + static_cast<double>(most)) * (0.5 - agreement);
}

}  // namespace

SentenceAlignment align_sentences(const std::vector<SentenceFeatures>& left,
                                  const std::vector<SentenceFeatures>& right) {
  const std::size_t rows = left.size(), columns = right.size();
  SentenceAlignment alignment;
  if (rows == 0 || columns == 0) return alignment;
  Table table(rows, columns);
  table.cost(0, 0) = 0;
  for (std::size_t i = 0; i <= rows; ++i) {
    for (std::size_t j = 0; j <= columns; ++j) {
      if (!table.holds(i, j) || std::isinf(table.cost(i, j))) continue;
      for (std::uint8_t s = 0; s < std::size(kSteps); ++s) {
        const std::size_t to_i = i + kSteps[s].left, to_j = j + kSteps[s].right;
        if (!table.holds(to_i, to_j)) continue;
        const auto cost = static_cast<float>(table.cost(i, j) + bead_cost(left, i, right, j, kSteps[s]));
        if (cost < table.cost(to_i, to_j)) {
          table.cost(to_i, to_j) = cost;
          table.step(to_i, to_j) = s;
        }
      }
    }
  }
  double good = 0;
  for (std::size_t i = rows, j = columns; i > 0 || j > 0;) {
    if (!table.holds(i, j) || std::isinf(table.cost(i, j))) return {};
    const Step& step = kSteps[table.step(i, j)];
    i -= step.left;
    j -= step.right;
    if (step.left == 0 || step.right == 0) continue;
    // A bead that costs little more than its prior is a good one.
    good += (step.left + step.right) * std::exp(-std::max(0.0, bead_cost(left, i, right, j, step)) / 3);
    for (std::uint32_t a = 0; a < step.left; ++a) {
      for (std::uint32_t b = 0; b < step.right; ++b)
        alignment.pairs.emplace_back(static_cast<std::uint32_t>(i) + a, static_cast<std::uint32_t>(j) + b);
    }
  }
  std::sort(alignment.pairs.begin(), alignment.pairs.end());
  alignment.quality = good / static_cast<double>(rows + columns);
  return alignment;
}

}  // namespace termknit
