// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Formula F (docs/quality.md): weirdness against general language, log frequency weighted by concentration,
// independence of neighbours.

#include <vector>

#include "glossary/candidate_collector.h"
#include "glossary/term_candidate.h"

namespace termknit {

struct RankedGroup {
  std::uint32_t group = 0;  ///< number in CandidateCollector::groups()
  double score = 0;
};

/// The score of one group with its parts, for a corpus of `article_count` articles in the language.
double term_score(const CandidateCollector& collector, const CandidateGroup& group, std::uint32_t article_count,
                  std::vector<ScorePart>* why = nullptr);

/// All groups, best first; ties in the order of their keys.
std::vector<RankedGroup> rank_groups(const CandidateCollector& collector, std::uint32_t article_count);

/// How many of the best groups are terms rather than not, by the size of the corpus.
std::size_t cut_off(const CandidateCollector& collector, const std::vector<RankedGroup>& ranked);

}  // namespace termknit
