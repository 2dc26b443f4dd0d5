// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Pools the witnesses of an equivalence into one probability by logistic regression: each kind of evidence adds to the
// log-odds by the logarithms of its shares in both directions. The weights are few, shown, and fitted on development
// gold by tools/calibrate_evidence.py; docs/evidence.md has a worked example.

#include <optional>
#include <string_view>
#include <vector>

#include "glossary/evidence.h"

namespace termknit {

/// Witnesses of several sources for the same target become one equivalent; order by key.
std::vector<Equivalent> merge_equivalents(std::vector<Equivalent> equivalents);

/// Log-odds that `equivalent` is right for `query`, by its witnesses and part of speech alone.
double log_odds(const TermQuery& query, const Equivalent& equivalent);

/// Sets `confidence` of each and sorts best first; ties by term.
void rank_equivalents(const TermQuery& query, std::vector<Equivalent>& equivalents);

/// Tells answers apart by how alike they are to the term (nothing: not known): the nearest keeps its confidence, the
/// others lose by their distance to it. Where fewer than two can be compared nothing happens, so that likeness alone
/// neither proposes nor confirms.
void add_nearness(EvidenceKind kind, std::string_view origin, const std::vector<Equivalent*>& answers,
                  const std::vector<std::optional<double>>& similarities);

double probability(double log_odds);

}  // namespace termknit
