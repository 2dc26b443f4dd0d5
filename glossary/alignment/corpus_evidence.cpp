// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/corpus_evidence.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/parallel.h"

namespace termknit {
namespace {

constexpr std::uint32_t kLeastTogether = 3;  // less is chance
constexpr double kLeastDice = 0.45;          // to be proposed without any other reason
constexpr std::size_t kMostCompanions = 5;   // per language
constexpr std::uint32_t kOftenEnough = 4;    // to say that two terms do not meet
constexpr double kNeverMeet = 0.08;

/// Few sentences prove little: two occurrences that always coincide count as two of three.
double shrunk(std::uint32_t together, std::uint32_t all) {
  return static_cast<double>(together) / (static_cast<double>(all) + 1);
}

double dice(std::uint32_t a, std::uint32_t b, std::uint32_t together) {
  return 2.0 * together / (static_cast<double>(a) + b + 1);
}

}  // namespace

CorpusEvidence::CorpusEvidence(const TranslatedSegments& segments, const std::vector<LanguageTag>& languages,
                               unsigned jobs)
    : segments_(segments) {
  const std::size_t count = segments.occurrences.size();
  language_of_.resize(count);
  with_language_.resize(count);
  companions_.resize(count);
  std::vector<std::vector<SegmentOccurrence>> in_segment(segments.present.size());  // `segment` holds the candidate
  for (std::uint32_t i = 0; i < count; ++i) {
    language_of_[i] = static_cast<std::uint8_t>(language_number(languages[i]));
    with_language_[i].resize(segments.languages.size());
    for (const SegmentOccurrence& occurrence : segments.occurrences[i]) {
      in_segment[occurrence.segment].push_back({i, occurrence.count});
      for (std::size_t l = 0; l < segments.languages.size(); ++l) {
        if ((segments.present[occurrence.segment] >> l) & 1) with_language_[i][l] += occurrence.count;
      }
    }
  }
  std::vector<std::vector<std::uint32_t>> together(jobs, std::vector<std::uint32_t>(count)), touched(jobs);
  parallel_for(count, jobs, [&](std::size_t i, unsigned worker) {
    find_companions(static_cast<std::uint32_t>(i), in_segment, together[worker], touched[worker]);
  });
}

std::size_t CorpusEvidence::language_number(const LanguageTag& language) const {
  return static_cast<std::size_t>(std::lower_bound(segments_.languages.begin(), segments_.languages.end(), language) -
                                  segments_.languages.begin());
}

void CorpusEvidence::find_companions(std::uint32_t candidate,
                                     const std::vector<std::vector<SegmentOccurrence>>& in_segment,
                                     std::vector<std::uint32_t>& together, std::vector<std::uint32_t>& touched) {
  const std::size_t own = language_of_[candidate];
  for (const SegmentOccurrence& occurrence : segments_.occurrences[candidate]) {
    for (const SegmentOccurrence& other : in_segment[occurrence.segment]) {
      const std::uint32_t number = other.segment;
      if (language_of_[number] == own) continue;
      if (together[number] == 0) touched.push_back(number);
      together[number] += std::min(occurrence.count, other.count);
    }
  }
  std::map<std::size_t, std::vector<Pair>> of_language;
  for (const std::uint32_t number : touched) {
    const Counts counts{with_language_[candidate][language_of_[number]], with_language_[number][own], together[number]};
    together[number] = 0;
    if (counts.together >= kLeastTogether && dice(counts.a, counts.b, counts.together) >= kLeastDice)
      of_language[language_of_[number]].push_back({number, counts});
  }
  touched.clear();
  for (auto& [language, pairs] : of_language) {
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
      const double left = dice(x.counts.a, x.counts.b, x.counts.together);
      const double right = dice(y.counts.a, y.counts.b, y.counts.together);
      return left != right ? left > right : x.candidate < y.candidate;
    });
    if (pairs.size() > kMostCompanions) pairs.resize(kMostCompanions);
    companions_[candidate].insert(companions_[candidate].end(), pairs.begin(), pairs.end());
  }
}

Witness CorpusEvidence::witness(const Counts& counts) {
  return {.kind = EvidenceKind::corpus,
          .origin = "the articles",
          .detail = fmt::format("together in the same sentences of translated articles {}x, alone {}x and {}x",
                                counts.together, counts.a - counts.together, counts.b - counts.together),
          .strength = dice(counts.a, counts.b, counts.together),
          .forward = shrunk(counts.together, counts.a),
          .backward = shrunk(counts.together, counts.b),
          .pivot = {}};
}

std::vector<Companion> CorpusEvidence::companions(std::uint32_t candidate, const LanguageTag& target) const {
  std::vector<Companion> found;
  const std::size_t language = language_number(target);
  for (const Pair& pair : companions_[candidate]) {
    if (language_of_[pair.candidate] == language) found.push_back({pair.candidate, witness(pair.counts)});
  }
  return found;
}

std::uint32_t CorpusEvidence::together(std::uint32_t a, std::uint32_t b) const {
  std::uint32_t count = 0;
  const auto& left = segments_.occurrences[a];
  const auto& right = segments_.occurrences[b];
  for (auto i = left.begin(), j = right.begin(); i != left.end() && j != right.end();) {
    if (i->segment == j->segment) {
      count += std::min(i->count, j->count);
      ++i;
      ++j;
    } else if (i->segment < j->segment) {
      ++i;
    } else {
      ++j;
    }
  }
  return count;
}

double CorpusEvidence::share_with(std::uint32_t a, std::uint32_t b) const {
  std::uint32_t all = 0;
  for (const SegmentOccurrence& occurrence : segments_.occurrences[a]) all += occurrence.count;
  return all == 0 ? 0 : static_cast<double>(together(a, b)) / all;
}

std::optional<Witness> CorpusEvidence::judge(std::uint32_t a, std::uint32_t b) const {
  Counts counts{with_language_[a][language_of_[b]], with_language_[b][language_of_[a]], 0};
  if (counts.a == 0 || counts.b == 0) return std::nullopt;
  counts.together = together(a, b);
  Witness found = witness(counts);
  const bool often = counts.a >= kOftenEnough && counts.b >= kOftenEnough;
  if (often && std::max(found.forward, found.backward) < kNeverMeet) {
    found.strength = -1;
    found.detail = fmt::format("hardly ever in the same sentences of translated articles: {}x of {}x and {}x",
                               counts.together, counts.a, counts.b);
    return found;
  }
  if (counts.together == 0) return std::nullopt;
  return found;
}

}  // namespace termknit
