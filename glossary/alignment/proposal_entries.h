// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Proposals as concept entries, as they are exported: without administrative status, with a note per language pair that
// carries confidence and reasons.

#include <vector>

#include "glossary/alignment/proposal_store.h"
#include "glossary/entries/concept_entry.h"
#include "glossary/termbase/termbase.h"

namespace termknit {

struct ProposalEntryOptions {
  double min_confidence = 0.5;
  bool aligned_only = false;             ///< leave out terms that found no equivalent
  std::vector<LanguageTag> languages{};  ///< empty: all
};

/// Concepts of the store from `min_confidence` up and, unless `aligned_only`, single-language entries for the other
/// terms. What the termbase (may be null) holds already is left out. Ids depend only on the terms; order by id.
std::vector<ConceptEntry> proposal_entries(const ProposalStore& store, const Termbase* termbase,
                                           const ProposalEntryOptions& options);

}  // namespace termknit
