// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/combiner.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace termknit {
namespace {

/// What a kind of evidence adds: presence + forward * ln(share of the target among the source's answers), of its best
/// witness. The backward share turned out to add nothing once the forward share is known (weights of .00 to .15); it
/// counts when a link is looked at from both ends.
struct KindWeights {
  double presence = 0, forward = 0;
};

constexpr double kBias = -1.5;
constexpr KindWeights kLexicon{3.2, 2.0}, kDictionary{1.8, 0.9}, kThroughEnglish{2.4, 1.0};
constexpr double kBesideLexicon = 0.35;   // what dictionaries say is mostly what the lexicon says, too
constexpr KindWeights kCorpus{2.6, 1.8};  // of how often the two terms stand together, both ways
constexpr double kLeastTogether = 0.1;    // below it another word is the usual one, which says little against this one
constexpr KindWeights kAttested{3.2, 0.5}, kComposed{1.8, 0.65}, kComposedUnknown{-0.5, 0.45};
constexpr double kSecondDictionary = 0.3;  // another origin says the same
constexpr double kAgainst = -0.4;          // the lexicon has other answers, per direction
// The same of a word that only the project's texts have: one message of a catalogue is easily of another field; a
// phrase of sentences was weighed already.
constexpr double kAgainstMessage = -1.2, kAgainstPhrase = 0;
constexpr double kNeverTogether = -2.0;      // two frequent terms that do not meet in translated articles
constexpr KindWeights kCatalogue{4.0, 1.0};  // a whole message; alone .92
constexpr double kCalledOtherwise = -1.2;    // parallel text has the term often, and never calls it that
// Where parallel text has the term, it says what its own field calls it; what is usual elsewhere counts less.
constexpr double kParallel = 0.8, kParallelPresence = -0.5, kLexiconBeside = 0.75, kOthersBeside = 0.6;
constexpr double kCognate = 1.5;
constexpr double kContexts = 1.0, kVectors = 1.0;  // of how much less alike than the nearest answer
constexpr double kLeastAlike = 0.05;               // below it "half as much" says nothing
constexpr double kPartOfSpeechClash = -0.3;
constexpr double kLeastShare = 0.002;

double logarithm(double share) {
  return std::log(std::max(share, kLeastShare));
}

/// `doubt`: how much of the share counts; it says how usual one sense of many is, which the articles know better.
double contribution(const KindWeights& weights, const Witness& witness, double doubt) {
  return weights.presence + weights.forward * logarithm(witness.forward) * doubt;
}

double contribution(const Witness& witness, double doubt = 1) {
  if (witness.strength < 0) {
    if (witness.kind == EvidenceKind::parallel) return -kCalledOtherwise * witness.strength;
    return witness.kind == EvidenceKind::corpus ? kNeverTogether : kAgainst;
  }
  switch (witness.kind) {
    case EvidenceKind::decision:
      return 12;
    case EvidenceKind::glossary:
      return 6;
    case EvidenceKind::lexicon:
      return contribution(kLexicon, witness, doubt);
    case EvidenceKind::dictionary:
      return contribution(witness.pivot.empty() ? kDictionary : kThroughEnglish, witness, doubt);
    case EvidenceKind::catalogue:
      return contribution(kCatalogue, witness, 1);
    case EvidenceKind::parallel:
      // Calibrated by itself (glossary/parallel/parallel_evidence.h): a little less than it says, as words of one
      // field are not those of another.
      return kParallel * std::log(witness.strength / (1 - witness.strength)) + kParallelPresence - kBias;
    case EvidenceKind::corpus:
      return kCorpus.presence + kCorpus.forward * logarithm(std::max(witness.strength, kLeastTogether));
    case EvidenceKind::composition:
      return contribution(witness.origin == kComposedOrigin          ? kComposed
                          : witness.origin == kComposedUnknownOrigin ? kComposedUnknown
                                                                     : kAttested,
                          witness, 1);
    case EvidenceKind::contexts:
      return kContexts * witness.forward;
    case EvidenceKind::vectors:
      return kVectors * witness.forward;
    case EvidenceKind::cognate:
      break;
  }
  return kCognate * std::max(0.0, (witness.strength - 0.7) / 0.3);
}

/// What a general source counts where parallel text has the term.
double weight_beside_parallel(EvidenceKind kind) {
  if (kind == EvidenceKind::lexicon) return kLexiconBeside;
  return kind == EvidenceKind::dictionary || kind == EvidenceKind::composition ? kOthersBeside : 1;
}

/// How often the two stand together in translated articles; 0: not known.
double together_in_articles(const Equivalent& equivalent) {
  double most = 0;
  for (const Witness& witness : equivalent.witnesses) {
    if (witness.kind == EvidenceKind::corpus) most = std::max(most, witness.strength);
  }
  return most;
}

/// A whole message stands in the parallel text as well: the two are one witness.
EvidenceKind slot_of(EvidenceKind kind) {
  return kind == EvidenceKind::parallel ? EvidenceKind::catalogue : kind;
}

/// What it counts that the lexicon has other answers.
double weight_against(const Equivalent& equivalent) {
  bool message = false, phrase = false;
  for (const Witness& witness : equivalent.witnesses) {
    if (witness.strength < 0) continue;
    if (slot_of(witness.kind) != EvidenceKind::catalogue) return kAgainst;
    message = message || witness.kind == EvidenceKind::catalogue;
    phrase = true;
  }
  return message ? kAgainstMessage : phrase ? kAgainstPhrase : kAgainst;
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
  // One witness a kind, the best; dictionaries of other origins confirm it. Through English is a kind of its own.
  std::map<std::pair<EvidenceKind, bool>, double> best;
  std::set<std::string_view> dictionaries;
  double sum = kBias;
  const double doubt = 1 - together_in_articles(equivalent);
  const double against = weight_against(equivalent);
  for (const Witness& witness : equivalent.witnesses) {
    const double value = contribution(witness, doubt);
    if (witness.strength < 0) {
      sum += witness.kind == EvidenceKind::lexicon ? against : value;
      continue;
    }
    const auto [it, fresh] = best.try_emplace({slot_of(witness.kind), !witness.pivot.empty()}, value);
    if (!fresh) it->second = std::max(it->second, value);
    if (witness.kind == EvidenceKind::dictionary && witness.pivot.empty()) dictionaries.insert(witness.origin);
  }
  const bool in_text = std::any_of(equivalent.witnesses.begin(), equivalent.witnesses.end(),
                                   [](const Witness& witness) { return witness.kind == EvidenceKind::parallel; });
  const bool in_lexicon = best.contains({EvidenceKind::lexicon, false});
  for (const auto& [kind, value] : best) {
    const bool confirms = in_lexicon && kind.first == EvidenceKind::dictionary;
    sum += value * (in_text ? weight_beside_parallel(kind.first) : 1) * (confirms ? kBesideLexicon : 1);
  }
  if (dictionaries.size() > 1) sum += kSecondDictionary;
  if (clashes(query.part_of_speech, equivalent.part_of_speech)) sum += kPartOfSpeechClash;
  return sum;
}

void add_nearness(EvidenceKind kind, std::string_view origin, const std::vector<Equivalent*>& answers,
                  const std::vector<std::optional<double>>& similarities) {
  double best = -1;
  std::size_t compared = 0;
  const Equivalent* nearest = nullptr;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!similarities[i]) continue;
    ++compared;
    if (*similarities[i] <= best) continue;
    best = *similarities[i];
    nearest = answers[i];
  }
  if (compared < 2) return;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!similarities[i]) continue;
    std::string detail = fmt::format("alike by {:.2f}", *similarities[i]);
    if (answers[i] != nearest) detail += fmt::format("; {} by {:.2f}", nearest->term, best);
    answers[i]->witnesses.push_back({.kind = kind,
                                     .origin = std::string(origin),
                                     .detail = std::move(detail),
                                     .strength = std::max(0.0, *similarities[i]),
                                     .forward = std::max(-1.0, (*similarities[i] - best) / std::max(best, kLeastAlike)),
                                     .pivot = {}});
  }
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
