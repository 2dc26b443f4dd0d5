// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which entry of one glossary is which of another: by id, else by terms.

#include <optional>
#include <vector>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// For every entry of `a` the number of its partner in `b`, each used at most once. Entries whose id the other side
/// does not know go with the one they share most terms with (two, or all of the smaller one's), the first of equals.
std::vector<std::optional<std::size_t>> match_entries(const std::vector<ConceptEntry>& a,
                                                      const std::vector<ConceptEntry>& b);

}  // namespace termknit
