// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Pools the witnesses of an equivalence into one probability: log-odds of independent witnesses add, two witnesses of one origin do not.
// The weights are few, shown, and calibrated on development gold; docs/evidence.md has them with a worked example.

#include <vector>

#include "glossary/evidence.h"

namespace termknit {

/// Witnesses of several sources for the same target become one equivalent; order by key.
std::vector<Equivalent> merge_equivalents(std::vector<Equivalent> equivalents);

/// Log-odds that `equivalent` is right for `query`, by its witnesses and part of speech.
double log_odds(const TermQuery& query, const Equivalent& equivalent);

/// Sets `confidence` of each and sorts best first; ties by term.
void rank_equivalents(const TermQuery& query, std::vector<Equivalent>& equivalents);

double probability(double log_odds);

}  // namespace termknit
