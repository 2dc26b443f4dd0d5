// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/parallel_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "glossary/parallel/word_aligner.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kSample = 4000;  // segments
constexpr std::size_t kCertain = 30;   // compared segments
constexpr double kParallel = 0.7;      // of them fitting: shuffled text was at .49 to .54 (docs/quality.md)
constexpr double kEqualWord = 0.3;     // probability of a word that is the same, or is so by the lexicon
constexpr double kLeast = 1e-3;
constexpr std::size_t kShortWords = 5;

/// Words of both sides by number.
class Numbered {
 public:
  Numbered(LanguageResources& resources, const LanguageTag& tag) : analyzer_(resources, tag) {}

  std::vector<Unit> numbers(const std::string& text) {
    std::vector<Unit> units;
    for (const Token& token : analyzer_.analyze(text)) {
      const auto [it, fresh] =
          numbers_.try_emplace(fold(token.analysis->lemma()), static_cast<Unit>(names_.size() + 1));
      if (fresh) names_.push_back(it->first);
      units.push_back(it->second);
    }
    return units;
  }

  const std::string& name(Unit unit) const { return names_[unit - 1]; }

 private:
  Analyzer analyzer_;
  std::unordered_map<std::string, Unit> numbers_;
  std::vector<std::string> names_;
};

double correlation(const std::vector<std::pair<double, double>>& points) {
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  const auto n = static_cast<double>(points.size());
  for (const auto& [a, b] : points) {
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const double spread = (n * xx - x * x) * (n * yy - y * y);
  return spread > 0 ? (n * xy - x * y) / std::sqrt(spread) : 0;
}

/// How well a source segment explains a target segment: mean log probability of the target's words.
class Fit {
 public:
  Fit(const TranslationTable& table, const Numbered& source, const Numbered& target, const LexiconQuestion& lexicon)
      : table_(table), source_(source), target_(target), lexicon_(lexicon) {}

  double of(std::span<const Unit> source, std::span<const Unit> target) {
    double sum = 0;
    for (const Unit t : target) {
      double best = kLeast;
      for (const Unit s : source) best = std::max(best, pair(s, t));
      sum += std::log(best);
    }
    return target.empty() ? 0 : sum / static_cast<double>(target.size());
  }

 private:
  double pair(Unit s, Unit t) {
    const std::uint64_t key = (std::uint64_t{s} << 32U) | t;
    const auto [it, fresh] = known_.try_emplace(key, 0.0F);
    if (fresh) {
      const double learned = s <= table_.source_units() ? table_.probability_of(s, t) : 0;
      const bool same = source_.name(s) == target_.name(t) || (lexicon_ && lexicon_(source_.name(s), target_.name(t)));
      it->second = static_cast<float>(same ? std::max(kEqualWord, learned) : learned);
    }
    return it->second;
  }

  const TranslationTable& table_;
  const Numbered& source_;
  const Numbered& target_;
  const LexiconQuestion& lexicon_;
  std::unordered_map<std::uint64_t, float> known_;
};

std::size_t words_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

}  // namespace

bool ParallelCheck::is_certain() const {
  return compared >= kCertain;
}

bool ParallelCheck::is_parallel() const {
  return !is_certain() || fitting >= kParallel;
}

ParallelCheck check_parallel(LanguageResources& resources, const std::vector<Segment>& segments,
                             const LanguageTag& first, const LanguageTag& second, const LexiconQuestion& lexicon,
                             unsigned jobs) {
  std::vector<const Segment*> both;
  for (const Segment& segment : segments) {
    if (segment.text(first) && segment.text(second)) both.push_back(&segment);
  }
  const std::size_t step = std::max<std::size_t>(1, both.size() / kSample);
  Numbered source(resources, first), target(resources, second);
  // Every other segment is learned from, the rest are judged.
  UnitText learned_source, learned_target, judged_source, judged_target;
  std::vector<std::pair<double, double>> lengths;
  bool learn = true;
  for (std::size_t i = 0; i < both.size(); i += step) {
    const std::string &a = *both[i]->text(first), &b = *both[i]->text(second);
    lengths.emplace_back(std::log(static_cast<double>(code_points(a)) + 1),
                         std::log(static_cast<double>(code_points(b)) + 1));
    (learn ? learned_source : judged_source).add(source.numbers(a));
    (learn ? learned_target : judged_target).add(target.numbers(b));
    learn = !learn;
  }
  ParallelCheck check;
  check.length_correlation = correlation(lengths);
  if (judged_source.segments() < 2) return check;
  WordAlignerOptions options;
  options.model1_iterations = 4;
  options.hmm_iterations = 0;
  options.jobs = jobs;
  const WordAlignment alignment = align_words(learned_source, learned_target, options);
  Fit fit(alignment.forward, source, target, lexicon);
  double fitting = 0;
  for (std::size_t i = 0; i < judged_source.segments(); ++i) {
    const std::size_t other = (i + 1) % judged_source.segments();
    const double own = fit.of(judged_source.segment(i), judged_target.segment(i));
    const double others = fit.of(judged_source.segment(other), judged_target.segment(i));
    if (std::abs(own - others) < 1e-6) continue;
    ++check.compared;
    fitting += own > others;
  }
  if (check.compared > 0) check.fitting = fitting / static_cast<double>(check.compared);
  return check;
}

std::vector<TranslationConflict> translation_conflicts(const std::vector<Segment>& segments, const LanguageTag& first,
                                                       const LanguageTag& second) {
  std::map<std::string, std::map<std::string, std::size_t>> translations;
  for (const Segment& segment : segments) {
    const std::string *a = segment.text(first), *b = segment.text(second);
    if (a && b && words_of(*a) <= kShortWords && words_of(*b) <= kShortWords) ++translations[*a][*b];
  }
  std::vector<TranslationConflict> conflicts;
  for (const auto& [source, targets] : translations) {
    std::map<std::string, std::pair<std::size_t, std::string>> by_folded;
    for (const auto& [target, count] : targets) {
      auto& known = by_folded.try_emplace(fold(target), std::size_t{0}, target).first->second;
      known.first += count;
    }
    if (by_folded.size() < 2) continue;
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [key, counted] : by_folded) order.push_back(counted);
    std::stable_sort(order.begin(), order.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    TranslationConflict conflict{source, {}};
    for (auto& [count, target] : order) conflict.targets.push_back(std::move(target));
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

}  // namespace termknit
