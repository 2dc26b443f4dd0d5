// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Pools the witnesses of an equivalence into one probability by logistic regression: each kind of evidence adds to the
// log-odds by the logarithms of its shares in both directions. The weights are few, shown, and fitted on development
// gold by tools/calibrate_evidence.py; docs/evidence.md has a worked example.

#include <vector>

#include "glossary/evidence.h"

namespace termknit {

/// Witnesses of several sources for the same target become one equivalent; order by key.
std::vector<Equivalent> merge_equivalents(std::vector<Equivalent> equivalents);

/// Log-odds that `equivalent` is right for `query`, by its witnesses and part of speech alone.
double log_odds(const TermQuery& query, const Equivalent& equivalent);

/// Sets `confidence` of each and sorts best first; ties by term.
void rank_equivalents(const TermQuery& query, std::vector<Equivalent>& equivalents);

double probability(double log_odds);

}  // namespace termknit
