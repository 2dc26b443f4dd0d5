// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/hidden_markov.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace termknit {
namespace {

constexpr float kEmpty = 0.15F;  // probability of going to the empty word: Och & Ney's 0.2 is for text with punctuation

}  // namespace

JumpTable::JumpTable() {
  // To the next place most often; learned from the first iteration on.
  for (int jump = -kFarthest; jump <= kFarthest; ++jump)
    weights_[bucket(jump)] = static_cast<float>(std::exp(-0.5 * std::abs(jump - 1)) + 0.01);
}

std::size_t JumpTable::bucket(int jump) {
  return static_cast<std::size_t>(std::clamp(jump, -kFarthest, kFarthest) + kFarthest);
}

void JumpTable::estimate(const std::vector<double>& counts) {
  double total = 0;
  for (const double count : counts) total += count + 1;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    // The outer buckets stand for many jumps each.
    const double share = i == 0 || i + 1 == kBuckets ? 0.1 : 1;
    weights_[i] = static_cast<float>(std::max(1e-5, share * (counts[i] + 1) / total));
  }
}

void HiddenMarkov::run(std::size_t source, std::size_t target, const std::vector<float>& emission,
                       const std::vector<float>& empty, const JumpTable& jumps, std::vector<double>* jump_counts) {
  // weights_[source - from + to] is the weight of going from `from` (-1: the start) to `to`.
  weights_.resize(2 * source + 1);
  reversed_.resize(2 * source + 1);
  for (std::size_t k = 0; k <= 2 * source; ++k) {
    weights_[k] = jumps.weight(static_cast<int>(k) - static_cast<int>(source));
    reversed_[2 * source - k] = weights_[k];
  }
  norms_.resize(source + 1);  // of going on from place i; the start is last
  for (std::size_t from = 0; from <= source; ++from) {
    const std::size_t first = from == source ? source + 1 : source - from;
    float sum = 0;
    for (std::size_t to = 0; to < source; ++to) sum += weights_[first + to];
    norms_[from] = 1 / sum;
  }
  forward(source, target, emission, empty);
  jump_sum_.assign(2 * source + 1, 0);
  backward(source, target, emission, empty);
  if (!jump_counts) return;
  for (std::size_t k = 0; k <= 2 * source; ++k)
    (*jump_counts)[JumpTable::bucket(static_cast<int>(k) - static_cast<int>(source))] += jump_sum_[k] * weights_[k];
}

void HiddenMarkov::forward(std::size_t source, std::size_t target, const std::vector<float>& emission,
                           const std::vector<float>& empty) {
  alpha_.assign(source * target, 0);
  alpha_empty_.assign(source * target, 0);
  scale_.assign(target, 0);
  out_.assign(source, 0);
  for (std::size_t j = 0; j < target; ++j) {
    float* const alpha = &alpha_[j * source];
    float* const none = &alpha_empty_[j * source];
    if (j == 0) {
      for (std::size_t i = 0; i < source; ++i) {
        alpha[i] = weights_[source + 1 + i] * norms_[source];
        none[i] = 1.0F / static_cast<float>(source);
      }
    } else {
      const float* const before = &alpha_[(j - 1) * source];
      const float* const before_none = &alpha_empty_[(j - 1) * source];
      for (std::size_t i = 0; i < source; ++i) {
        none[i] = before[i] + before_none[i];
        out_[i] = none[i] * norms_[i];
      }
      for (std::size_t from = 0; from < source; ++from) {
        const float* const w = &weights_[source - from];
        const float a = out_[from];
        for (std::size_t to = 0; to < source; ++to) alpha[to] += a * w[to];
      }
    }
    float sum = 0;
    const float* const e = &emission[j * source];
    for (std::size_t i = 0; i < source; ++i) {
      alpha[i] *= (1 - kEmpty) * e[i];
      none[i] *= kEmpty * empty[j];
      sum += alpha[i] + none[i];
    }
    const float inverse = 1 / sum;
    for (std::size_t i = 0; i < source; ++i) {
      alpha[i] *= inverse;
      none[i] *= inverse;
    }
    scale_[j] = inverse;
  }
}

void HiddenMarkov::backward(std::size_t source, std::size_t target, const std::vector<float>& emission,
                            const std::vector<float>& empty) {
  posterior_.resize(source * target);
  empty_.resize(target);
  // beta of a place and of its empty word are the same: both go on from the place.
  beta_.assign(source, 1);
  in_.assign(source, 0);
  for (std::size_t j = target; j-- > 0;) {
    const float* const alpha = &alpha_[j * source];
    const float* const none = &alpha_empty_[j * source];
    float sum_empty = 0;
    for (std::size_t i = 0; i < source; ++i) {
      posterior_[j * source + i] = alpha[i] * beta_[i];
      sum_empty += none[i] * beta_[i];
    }
    empty_[j] = sum_empty;
    const float* const e = &emission[j * source];
    const float scale = scale_[j];
    for (std::size_t i = 0; i < source; ++i) in_[i] = (1 - kEmpty) * e[i] * beta_[i] * scale;
    if (j == 0) {
      for (std::size_t to = 0; to < source; ++to) jump_sum_[source + 1 + to] += norms_[source] * in_[to];
      return;
    }
    const float* const before = &alpha_[(j - 1) * source];
    const float* const before_none = &alpha_empty_[(j - 1) * source];
    for (std::size_t from = 0; from < source; ++from) {
      const float a = (before[from] + before_none[from]) * norms_[from];
      float* const sums = &jump_sum_[source - from];
      for (std::size_t to = 0; to < source; ++to) sums[to] += a * in_[to];
    }
    const float none_factor = kEmpty * empty[j] * scale;
    for (std::size_t i = 0; i < source; ++i) out_[i] = 0;
    for (std::size_t to = 0; to < source; ++to) {
      // reversed_[source - to + from] == weights_[source - from + to]
      const float* const w = &reversed_[source - to];
      const float a = in_[to];
      for (std::size_t from = 0; from < source; ++from) out_[from] += a * w[from];
    }
    for (std::size_t i = 0; i < source; ++i) beta_[i] = out_[i] * norms_[i] + none_factor * beta_[i];
  }
}

}  // namespace termknit
