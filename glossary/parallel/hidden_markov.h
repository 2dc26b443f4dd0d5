// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The hidden Markov model of one segment: states are the places of the source segment and, for each, an empty word;
// the target units are emitted in order.

#include <array>
#include <cstddef>
#include <vector>

namespace termknit {

/// How far the alignment jumps from one target unit to the next, in places of the source; far jumps share one weight.
class JumpTable {
 public:
  static constexpr int kFarthest = 12;

  JumpTable();
  float weight(int jump) const { return weights_[bucket(jump)]; }
  /// New weights from counts by bucket.
  void estimate(const std::vector<double>& counts);
  static std::size_t bucket(int jump);
  static constexpr std::size_t kBuckets = 2 * kFarthest + 1;

 private:
  std::array<float, kBuckets> weights_{};
};

/// Forward-backward over one segment; buffers are kept from call to call.
class HiddenMarkov {
 public:
  static constexpr std::size_t kLanes = 4;
  /// Rows of places are filled up to whole lanes.
  static constexpr std::size_t stride(std::size_t source) { return (source + kLanes - 1) / kLanes * kLanes; }

  /// `emission[j * stride(source) + i]` is the probability of target unit j at source place i, 0 behind the last place;
  /// `empty[j]` at the empty word. After it, `posterior`, in rows of the same kind, has the probability that target j
  /// is at source place i, and jump counts are added to `jump_counts` where given.
  void run(std::size_t source, std::size_t target, const std::vector<float>& emission, const std::vector<float>& empty,
           const JumpTable& jumps, std::vector<double>* jump_counts);

  const std::vector<float>& posterior() const { return posterior_; }
  /// Probability that target unit j translates nothing.
  float posterior_empty(std::size_t j) const { return empty_[j]; }

 private:
  void forward(std::size_t source, std::size_t target, const std::vector<float>& emission,
               const std::vector<float>& empty);
  void backward(std::size_t source, std::size_t target, const std::vector<float>& emission,
                const std::vector<float>& empty);
  void count_jumps(std::size_t source, const float* before, const float* before_none);

  std::size_t stride_ = 0;
  std::vector<float> weights_, norms_, alpha_, alpha_empty_, scale_, beta_, out_, in_, jump_sum_;
  std::vector<float> posterior_, empty_;
};

}  // namespace termknit
