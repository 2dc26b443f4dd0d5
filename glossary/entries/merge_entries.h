// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Several entries about one concept become one; one entry about two concepts becomes two.

#include <string>
#include <vector>

#include "glossary/entries/concept_entry.h"
#include "language/language_resources.h"

namespace termknit {

/// `entries` joined into the first, whose id and revision stay. Sections of a language are joined; terms of one lemma
/// key and of compatible parts of speech (equal, or one is `other`) are fused. Values that stand in both are kept once.
/// Where a field holds one value and both have one, the first's stays and the other becomes a note, so nothing is lost.
/// References among the entries are dropped.
ConceptEntry merge_entries(const std::vector<ConceptEntry>& entries, LanguageResources& resources);

struct TermName {
  LanguageTag language{};
  std::string designation{};
  bool operator==(const TermName&) const = default;
};

struct SplitEntry {
  ConceptEntry rest{};   ///< the entry without the terms
  ConceptEntry moved{};  ///< a new entry without id, with the subject fields and subsets of the old one
};

/// Moves `terms` out of `entry`; what a section holds beside its terms goes with its last term. Cross references are
/// the caller's, who knows the new id. Throws Error: not_found (no such term), usage (nothing would stay, or no term).
SplitEntry split_entry(const ConceptEntry& entry, const std::vector<TermName>& terms);

}  // namespace termknit
