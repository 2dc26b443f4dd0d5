// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/word_aligner.h"

#include <algorithm>
#include <cmath>

#include "core/parallel.h"
#include "glossary/parallel/hidden_markov.h"

namespace termknit {
namespace {

constexpr std::size_t kSegmentsPerBlock = 256;  // fixed: sums of doubles are by block
constexpr float kUnseen = 1e-6F;                // probability of a pair that is not in the table

/// One direction's model and what a thread needs to work with it.
struct Direction {
  TranslationTable table;
  JumpTable jumps{};
};

/// Cells and probabilities of one segment in one direction.
struct Emissions {
  std::vector<std::uint32_t> cells, empty_cells;
  std::vector<float> probabilities, empty;
  std::size_t stride = 0;

  void look_up(const TranslationTable& table, std::span<const Unit> source, std::span<const Unit> target) {
    stride = HiddenMarkov::stride(source.size());
    cells.resize(stride * target.size());
    probabilities.assign(cells.size(), 0);
    empty_cells.resize(target.size());
    empty.resize(target.size());
    static constexpr Unit kNothing[]{0};
    table.find_all(source, target, cells.data(), stride);
    table.find_all(kNothing, target, empty_cells.data(), 1);
    for (std::size_t j = 0; j < target.size(); ++j) {
      for (std::size_t i = 0; i < source.size(); ++i) {
        const std::uint32_t cell = cells[j * stride + i];
        probabilities[j * stride + i] =
            cell == TranslationTable::kNoCell ? kUnseen : std::max(table.probability(cell), kUnseen);
      }
    }
    for (std::size_t j = 0; j < target.size(); ++j) empty[j] = std::max(table.probability(empty_cells[j]), kUnseen);
  }
};

class Trainer {
 public:
  Trainer(const UnitText& source, const UnitText& target, const WordAlignerOptions& options)
      : source_(source),
        target_(target),
        options_(options),
        // One after the other: before it has learned anything a table is several times as large.
        forward_{model1(source, target), {}},
        backward_{model1(target, source), {}} {}

  WordAlignment run() {
    for (int i = 0; i < options_.hmm_iterations && !stopped(); ++i) hidden_markov();
    std::vector<std::vector<AlignmentLink>> links(source_.segments());
    if (!stopped()) decode(links);
    return {std::move(links), std::move(forward_.table), std::move(backward_.table)};
  }

 private:
  static Unit largest(const UnitText& text) {
    return text.units.empty() ? 0 : *std::max_element(text.units.begin(), text.units.end());
  }

  bool stopped() {
    const auto total = static_cast<std::uint64_t>(2 * options_.model1_iterations + options_.hmm_iterations + 1);
    if (options_.progress) options_.progress(iterations_++, total);
    return options_.stop && options_.stop();
  }

  bool usable(std::size_t segment) const {
    const std::size_t source = source_.segment(segment).size(), target = target_.segment(segment).size();
    return source > 0 && target > 0 && source <= kLongestAligned && target <= kLongestAligned;
  }

  std::size_t blocks() const { return (source_.segments() + kSegmentsPerBlock - 1) / kSegmentsPerBlock; }

  template <typename F>
  void each_segment(std::size_t block, F&& f) const {
    const std::size_t end = std::min(source_.segments(), (block + 1) * kSegmentsPerBlock);
    for (std::size_t segment = block * kSegmentsPerBlock; segment < end; ++segment) {
      if (usable(segment)) f(segment, source_.segment(segment), target_.segment(segment));
    }
  }

  static void count_model1(TranslationTable& table, std::span<const Unit> source, std::span<const Unit> target,
                           Emissions& emissions) {
    emissions.look_up(table, source, target);
    for (std::size_t j = 0; j < target.size(); ++j) {
      float sum = emissions.empty[j];
      const float* const p = &emissions.probabilities[j * emissions.stride];
      for (std::size_t i = 0; i < source.size(); ++i) sum += p[i];
      const float inverse = 1 / sum;
      for (std::size_t i = 0; i < source.size(); ++i) {
        const std::uint32_t cell = emissions.cells[j * emissions.stride + i];
        if (cell != TranslationTable::kNoCell) table.add(cell, p[i] * inverse);
      }
      table.add(emissions.empty_cells[j], emissions.empty[j] * inverse);
    }
  }

  TranslationTable model1(const UnitText& from, const UnitText& to) {
    TranslationTable table(from, to, largest(from), options_.jobs);
    for (int i = 0; i < options_.model1_iterations && !stopped(); ++i) {
      parallel_for(blocks(), options_.jobs, [&](std::size_t block, unsigned) {
        Emissions emissions;
        each_segment(block, [&](std::size_t segment, std::span<const Unit>, std::span<const Unit>) {
          count_model1(table, from.segment(segment), to.segment(segment), emissions);
        });
      });
      table.estimate(options_.jobs);
    }
    table.compact();
    return table;
  }

  struct Work {
    Emissions forward, backward;
    HiddenMarkov forward_model, backward_model;
  };

  void posteriors(Work& work, std::span<const Unit> source, std::span<const Unit> target,
                  std::vector<double>* forward_jumps, std::vector<double>* backward_jumps) const {
    work.forward.look_up(forward_.table, source, target);
    work.backward.look_up(backward_.table, target, source);
    work.forward_model.run(source.size(), target.size(), work.forward.probabilities, work.forward.empty, forward_.jumps,
                           forward_jumps);
    work.backward_model.run(target.size(), source.size(), work.backward.probabilities, work.backward.empty,
                            backward_.jumps, backward_jumps);
  }

  /// The expected counts of both directions are the product of their posteriors: what one alone believes counts little.
  void hidden_markov() {
    const std::vector<double> none(JumpTable::kBuckets, 0);
    std::vector<std::vector<double>> forward_jumps(blocks(), none), backward_jumps(blocks(), none);
    parallel_for(blocks(), options_.jobs, [&](std::size_t block, unsigned) {
      Work work;
      each_segment(block, [&](std::size_t, std::span<const Unit> source, std::span<const Unit> target) {
        posteriors(work, source, target, &forward_jumps[block], &backward_jumps[block]);
        const std::vector<float>& f = work.forward_model.posterior();
        const std::vector<float>& b = work.backward_model.posterior();
        for (std::size_t j = 0; j < target.size(); ++j) {
          for (std::size_t i = 0; i < source.size(); ++i) {
            const float agreed = f[j * work.forward.stride + i] * b[i * work.backward.stride + j];
            if (agreed < 1e-4F) continue;
            if (const auto cell = work.forward.cells[j * work.forward.stride + i]; cell != TranslationTable::kNoCell)
              forward_.table.add(cell, agreed);
            if (const auto cell = work.backward.cells[i * work.backward.stride + j]; cell != TranslationTable::kNoCell)
              backward_.table.add(cell, agreed);
          }
          forward_.table.add(work.forward.empty_cells[j], work.forward_model.posterior_empty(j));
        }
        for (std::size_t i = 0; i < source.size(); ++i)
          backward_.table.add(work.backward.empty_cells[i], work.backward_model.posterior_empty(i));
      });
    });
    forward_.table.estimate(options_.jobs);
    backward_.table.estimate(options_.jobs);
    forward_.jumps.estimate(sum(forward_jumps));
    backward_.jumps.estimate(sum(backward_jumps));
  }

  static std::vector<double> sum(const std::vector<std::vector<double>>& counts) {
    std::vector<double> all(JumpTable::kBuckets, 0);
    for (const std::vector<double>& of_block : counts) {
      for (std::size_t i = 0; i < all.size(); ++i) all[i] += of_block[i];
    }
    return all;
  }

  /// For each emitted unit the likeliest place, -1 where the empty word is likelier.
  static std::vector<int> likeliest(const HiddenMarkov& model, std::size_t states, std::size_t emitted) {
    std::vector<int> places(emitted, -1);
    for (std::size_t j = 0; j < emitted; ++j) {
      const float* const p = &model.posterior()[j * HiddenMarkov::stride(states)];
      const float* const best = std::max_element(p, p + states);
      if (*best > model.posterior_empty(j)) places[j] = static_cast<int>(best - p);
    }
    return places;
  }

  void decode(std::vector<std::vector<AlignmentLink>>& links) const {
    parallel_for(blocks(), options_.jobs, [&](std::size_t block, unsigned) {
      Work work;
      each_segment(block, [&](std::size_t segment, std::span<const Unit> source, std::span<const Unit> target) {
        posteriors(work, source, target, nullptr, nullptr);
        const std::vector<int> forward = likeliest(work.forward_model, source.size(), target.size());
        const std::vector<int> backward = likeliest(work.backward_model, target.size(), source.size());
        for (const auto& [i, j] : grow_diag_final_and(forward, backward)) {
          const auto si = static_cast<std::size_t>(i), sj = static_cast<std::size_t>(j);
          const float f = work.forward_model.posterior()[sj * work.forward.stride + si];
          const float b = work.backward_model.posterior()[si * work.backward.stride + sj];
          links[segment].push_back({static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(j),
                                    static_cast<std::uint8_t>(std::min(255.0F, 255 * std::sqrt(f * b))),
                                    forward[sj] == i && backward[si] == j});
        }
      });
    });
  }

  const UnitText& source_;
  const UnitText& target_;
  const WordAlignerOptions& options_;
  std::uint64_t iterations_ = 0;
  Direction forward_, backward_;
};

}  // namespace

WordAlignment align_words(const UnitText& source, const UnitText& target, const WordAlignerOptions& options) {
  return Trainer(source, target, options).run();
}

}  // namespace termknit
