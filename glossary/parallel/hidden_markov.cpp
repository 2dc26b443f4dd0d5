// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/hidden_markov.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace termknit {
namespace {

/// Four places at a time: the compiler makes one instruction of each operation.
using Lanes [[gnu::vector_size(16)]] = float;

Lanes load(const float* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

void store(float* to, Lanes lanes) {
  std::memcpy(to, &lanes, sizeof lanes);
}

float sum(Lanes lanes) {
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

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
  stride_ = stride(source);
  // weights_[source - from + to] is the weight of going from `from` (-1: the start) to `to`; what is behind the last
  // place may be read, and is multiplied by 0.
  weights_.assign(source + 1 + stride_ + kLanes, 0);
  for (std::size_t k = 0; k <= 2 * source; ++k)
    weights_[k] = jumps.weight(static_cast<int>(k) - static_cast<int>(source));
  norms_.assign(stride_ + 1, 0);  // of going on from place i; the start is last
  for (std::size_t from = 0; from <= source; ++from) {
    const std::size_t first = from == source ? source + 1 : source - from;
    float sum = 0;
    for (std::size_t to = 0; to < source; ++to) sum += weights_[first + to];
    norms_[from == source ? stride_ : from] = 1 / sum;
  }
  forward(source, target, emission, empty);
  jump_sum_.assign(jump_counts ? 2 * source + 1 + kLanes : 0, 0);
  backward(source, target, emission, empty);
  for (std::size_t k = 0; jump_counts && k <= 2 * source; ++k)
    (*jump_counts)[JumpTable::bucket(static_cast<int>(k) - static_cast<int>(source))] += jump_sum_[k] * weights_[k];
}

void HiddenMarkov::forward(std::size_t source, std::size_t target, const std::vector<float>& emission,
                           const std::vector<float>& empty) {
  alpha_.resize(stride_ * target);
  alpha_empty_.resize(stride_ * target);
  scale_.resize(target);
  out_.assign(stride_, 0);
  for (std::size_t j = 0; j < target; ++j) {
    float* const alpha = &alpha_[j * stride_];
    float* const none = &alpha_empty_[j * stride_];
    const float* const e = &emission[j * stride_];
    if (j == 0) {
      for (std::size_t i = 0; i < stride_; ++i) {
        alpha[i] = weights_[source + 1 + i] * norms_[stride_];
        none[i] = i < source ? 1.0F / static_cast<float>(source) : 0;
      }
    } else {
      const float* const before = &alpha_[(j - 1) * stride_];
      const float* const before_none = &alpha_empty_[(j - 1) * stride_];
      for (std::size_t i = 0; i < stride_; i += kLanes) {
        const Lanes all = load(before + i) + load(before_none + i);
        store(none + i, all);
        store(&out_[i], all * load(&norms_[i]));
      }
      for (std::size_t to = 0; to < stride_; to += kLanes) {
        Lanes reached{};
        const float* const w = &weights_[source + to];
        for (std::size_t from = 0; from < source; ++from) reached += out_[from] * load(w - from);
        store(alpha + to, reached);
      }
    }
    Lanes all{};
    for (std::size_t i = 0; i < stride_; i += kLanes) {
      const Lanes here = load(alpha + i) * load(e + i) * (1 - kEmpty);
      const Lanes nowhere = load(none + i) * (kEmpty * empty[j]);
      store(alpha + i, here);
      store(none + i, nowhere);
      all += here + nowhere;
    }
    const float inverse = 1 / sum(all);
    for (std::size_t i = 0; i < stride_; i += kLanes) {
      store(alpha + i, load(alpha + i) * inverse);
      store(none + i, load(none + i) * inverse);
    }
    scale_[j] = inverse;
  }
}

void HiddenMarkov::backward(std::size_t source, std::size_t target, const std::vector<float>& emission,
                            const std::vector<float>& empty) {
  posterior_.resize(stride_ * target);
  empty_.resize(target);
  // beta of a place and of its empty word are the same: both go on from the place.
  beta_.assign(stride_, 1);
  // in_[source + to], with room for every jump on both sides.
  in_.assign(2 * source + stride_ + kLanes, 0);
  float* const in = &in_[source];
  for (std::size_t j = target; j-- > 0;) {
    const float* const alpha = &alpha_[j * stride_];
    const float* const none = &alpha_empty_[j * stride_];
    const float* const e = &emission[j * stride_];
    const float scale = scale_[j];
    Lanes all_empty{};
    for (std::size_t i = 0; i < stride_; i += kLanes) {
      const Lanes beta = load(&beta_[i]);
      store(&posterior_[j * stride_ + i], load(alpha + i) * beta);
      all_empty += load(none + i) * beta;
      store(in + i, load(e + i) * beta * ((1 - kEmpty) * scale));
    }
    empty_[j] = sum(all_empty);
    if (j == 0) {
      if (!jump_sum_.empty()) {
        for (std::size_t to = 0; to < source; ++to) jump_sum_[source + 1 + to] += norms_[stride_] * in[to];
      }
      return;
    }
    if (!jump_sum_.empty()) count_jumps(source, &alpha_[(j - 1) * stride_], &alpha_empty_[(j - 1) * stride_]);
    const float none_factor = kEmpty * empty[j] * scale;
    for (std::size_t from = 0; from < source; ++from) {
      Lanes gone{};
      const float* const w = &weights_[source - from];
      for (std::size_t to = 0; to < stride_; to += kLanes) gone += load(w + to) * load(in + to);
      beta_[from] = sum(gone) * norms_[from] + none_factor * beta_[from];
    }
  }
}

void HiddenMarkov::count_jumps(std::size_t source, const float* before, const float* before_none) {
  for (std::size_t i = 0; i < source; ++i) out_[i] = (before[i] + before_none[i]) * norms_[i];
  // Jump k - source leads from `from` to from + k - source; four neighbouring jumps at a time.
  for (std::size_t k = 0; k <= 2 * source; k += kLanes) {
    const std::size_t first = k + kLanes > source ? 0 : source - k - kLanes + 1;
    const std::size_t end = k > source ? 2 * source - k : source;
    Lanes counted = load(&jump_sum_[k]);
    for (std::size_t from = first; from < end; ++from) counted += out_[from] * load(&in_[from + k]);
    store(&jump_sum_[k], counted);
  }
}

}  // namespace termknit
