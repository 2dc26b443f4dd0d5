// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How likely is a candidate a term? Weirdness against general language times log frequency, and what speaks against it:
// docs/decisions/term-ranking.md names each factor's reason and worth.

#include <map>
#include <set>
#include <vector>

#include "glossary/extraction/candidate_collector.h"
#include "glossary/extraction/term_candidate.h"
#include "glossary/extraction/term_variants.h"

namespace termknit {

struct RankedGroup {
  std::uint32_t group = 0;  ///< number in CandidateCollector::groups()
  double score = 0;
  bool term = false;                      ///< likely enough a term, or a name
  std::vector<std::uint32_t> variants{};  ///< groups that are the same term in another spelling, or its short form
};

/// Names are written with capitals inside sentences, in languages that do not write nouns so.
bool is_proper_name(const CandidateCollector& collector, const CandidateGroup& group);

/// The groups of one language against each other.
class TermRanking {
 public:
  TermRanking(const CandidateCollector& collector, const Spellings& spellings);

  /// All groups but those that are variants of another, best first; ties in the order of their keys.
  std::vector<RankedGroup> rank() const;
  /// A name rather than a term.
  bool is_name(const CandidateGroup& group) const;
  /// The parts of a score.
  std::vector<ScorePart> explain(const RankedGroup& ranked) const;

 private:
  double score(const CandidateGroup& group, std::uint32_t longer, std::vector<ScorePart>* why) const;
  double mean_weirdness(const CandidateGroup& group, const std::vector<std::uint32_t>& form) const;
  static bool is_infinitive(const CandidateGroup& group, const WordInfo& word);
  bool is_verb(const CandidateGroup& group, const std::vector<std::uint32_t>& form, std::uint32_t head) const;
  bool is_name_word(std::uint32_t form) const;
  void find_name_acronyms();
  CandidateGroup with_variants(std::uint32_t number) const;
  void find_longer();

  const CandidateCollector& collector_;
  TermVariants variants_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> short_forms_;
  std::set<std::uint32_t> name_acronyms_, term_acronyms_;  ///< lemmas, by the long form that the text gives
  std::vector<std::uint32_t> longer_;  ///< per group: frequency of the most frequent longer candidate that contains it
};

/// Candidates from this score up are terms rather than not: 1.5 in single articles, more in a corpus of many words,
/// which repeats more by chance. Calibrated on tests/data/terms (4,000 words); ACTER corpora of 4,000 to 50,000 words
/// agree.
double term_score(std::uint64_t running_words);

}  // namespace termknit
