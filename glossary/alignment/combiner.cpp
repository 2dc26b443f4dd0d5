// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/combiner.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace termknit {
namespace {

// Calibrated by hand on shared development gold; each is the log-odds a witness of strength 1 adds. docs/evidence.md.
constexpr double kBias = -1.9;
constexpr double kLexicon = 5.0, kDictionary = 3.4, kThroughEnglish = 3.6, kComposition = 3.2, kCognate = 2.0;
constexpr double kPartOfSpeechClash = -2.0;

double weight(const Witness& witness) {
  switch (witness.kind) {
    case EvidenceKind::decision: return 12;
    case EvidenceKind::glossary: return 6;
    case EvidenceKind::lexicon: return kLexicon;
    case EvidenceKind::dictionary: return witness.pivot.empty() ? kDictionary : kThroughEnglish;
    case EvidenceKind::catalogue:
    case EvidenceKind::parallel: return 4;
    case EvidenceKind::composition: return kComposition;
    case EvidenceKind::cognate: break;
  }
  return kCognate;
}

/// A square root: half the answers of a dictionary are worth more than half of all.
double contribution(const Witness& witness) {
  if (witness.kind == EvidenceKind::cognate) return weight(witness) * std::max(0.0, (witness.strength - 0.7) / 0.3);
  return weight(witness) * std::sqrt(witness.strength);
}

bool clashes(PartOfSpeech a, PartOfSpeech b) {
  return a != PartOfSpeech::other && b != PartOfSpeech::other && a != b;
}

}  // namespace

double probability(double log_odds) {
  return 1 / (1 + std::exp(-log_odds));
}

std::vector<Equivalent> merge_equivalents(std::vector<Equivalent> equivalents) {
  std::map<std::string, Equivalent> merged;
  for (Equivalent& equivalent : equivalents) {
    const auto [it, fresh] = merged.try_emplace(equivalent.key, equivalent);
    if (fresh) continue;
    Equivalent& kept = it->second;
    if (kept.part_of_speech == PartOfSpeech::other) kept.part_of_speech = equivalent.part_of_speech;
    std::move(equivalent.witnesses.begin(), equivalent.witnesses.end(), std::back_inserter(kept.witnesses));
  }
  std::vector<Equivalent> all;
  for (auto& [key, equivalent] : merged) all.push_back(std::move(equivalent));
  return all;
}

double log_odds(const TermQuery& query, const Equivalent& equivalent) {
  std::map<std::string, double> by_origin;
  for (const Witness& witness : equivalent.witnesses) {
    double& best = by_origin[witness.origin];
    best = std::max(best, contribution(witness));
  }
  // The strongest counts in full, the others in part: dictionaries copy from each other, and their errors are alike.
  std::vector<double> contributions;
  for (const auto& [origin, value] : by_origin) contributions.push_back(value);
  std::sort(contributions.begin(), contributions.end(), std::greater<>());
  double sum = kBias, share = 1;
  for (const double value : contributions) {
    sum += share * value;
    share *= 0.5;
  }
  if (clashes(query.part_of_speech, equivalent.part_of_speech)) sum += kPartOfSpeechClash;
  return sum;
}

void rank_equivalents(const TermQuery& query, std::vector<Equivalent>& equivalents) {
  for (Equivalent& equivalent : equivalents) {
    equivalent.confidence = probability(log_odds(query, equivalent));
    std::stable_sort(equivalent.witnesses.begin(), equivalent.witnesses.end(),
                     [](const Witness& a, const Witness& b) { return contribution(a) > contribution(b); });
  }
  std::sort(equivalents.begin(), equivalents.end(), [](const Equivalent& a, const Equivalent& b) {
    return a.confidence != b.confidence ? a.confidence > b.confidence : a.term < b.term;
  });
}

}  // namespace termknit
