// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/term_ranking.h"

#include <algorithm>
#include <cmath>

namespace termknit {
namespace {

constexpr double kLeastWeirdness = -2, kMostWeirdness = 8, kFloor = 0.01;
constexpr double kSinglePenalty = 0.7;     // a multiword seen once is mostly chance
constexpr double kInnerWordPenalty = 0.3;  // "share of market" is a term less often than "market share"

/// Mean over the content words.
double mean_weirdness(const CandidateCollector& collector, const CandidateGroup& group) {
  const std::vector<std::uint32_t>& forms = group.forms.begin()->first;
  double sum = 0;
  int words = 0;
  for (std::size_t i = 0; i < group.key.size(); ++i) {
    if (collector.info(forms[i]).inner) continue;
    sum += std::clamp(collector.weirdness(group.key[i]), kLeastWeirdness, kMostWeirdness);
    ++words;
  }
  return std::max(words == 0 ? 0 : sum / words, kFloor);
}

}  // namespace

double term_score(const CandidateCollector& collector, const CandidateGroup& group, std::uint32_t article_count,
                  std::vector<ScorePart>* why) {
  const double frequency = group.frequency;
  const double spread = static_cast<double>(group.articles) / std::max(article_count, 1U);
  const double weirdness = mean_weirdness(collector, group);
  const double weight = std::log1p(frequency * std::pow(spread / frequency, -0.3));
  const double single = group.key.size() > 1 && group.frequency == 1 ? kSinglePenalty : 1;
  const double inner = group.has_inner_word ? kInnerWordPenalty : 1;
  const double independence = 0.4 + 0.6 * group.independent / frequency;
  if (why) {
    *why = {{"weirdness", weirdness}, {"frequency", weight}, {"independence", independence}};
    if (single != 1) why->push_back({"seen once", single});
    if (inner != 1) why->push_back({"inner function word", inner});
  }
  return weirdness * weight * single * inner * independence;
}

std::vector<RankedGroup> rank_groups(const CandidateCollector& collector, std::uint32_t article_count) {
  const auto& groups = collector.groups();
  std::vector<RankedGroup> ranked(groups.size());
  for (std::uint32_t i = 0; i < groups.size(); ++i) ranked[i] = {i, term_score(collector, groups[i], article_count)};
  const auto before = [&](const RankedGroup& a, const RankedGroup& b) {
    if (a.score != b.score) return a.score > b.score;
    const auto& left = groups[a.group].key;
    const auto& right = groups[b.group].key;
    return std::lexicographical_compare(
        left.begin(), left.end(), right.begin(), right.end(),
        [&](std::uint32_t x, std::uint32_t y) { return collector.lemma(x) < collector.lemma(y); });
  };
  std::sort(ranked.begin(), ranked.end(), before);
  return ranked;
}

std::size_t cut_off(const CandidateCollector& collector, const std::vector<RankedGroup>& ranked) {
  // 3.5 % of the running words as terms lost 4 points of F1 against the best cut-off of each of eight ACTER corpora;
  // small corpora hold relatively more terms.
  const auto words = static_cast<double>(collector.running_words());
  const auto wanted = static_cast<std::size_t>(0.035 * words + 2.2 * std::sqrt(words));
  std::size_t count = std::min(wanted, ranked.size());
  while (count > 0 && ranked[count - 1].score < 1.0) --count;
  return count;
}

}  // namespace termknit
