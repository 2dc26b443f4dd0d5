// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What changed between two versions of one entry, field by field.

#include <string>
#include <vector>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// One value that came, went or changed. A field with several values has one for each of them.
struct FieldChange {
  std::string place{};            ///< "" for the concept, "de" for a section, "de:Kunde" for a term
  std::string field{};            ///< "note", "status", ...; "term" for a whole term
  std::string before{}, after{};  ///< empty: was not, is not there
  bool operator==(const FieldChange&) const = default;
};

/// Concept first, then sections and terms in the order of `before`, then what is new. Ids and revisions do not count.
/// Terms are matched by designation: a renamed one went and came.
std::vector<FieldChange> compare_entries(const ConceptEntry& before, const ConceptEntry& after);

}  // namespace termknit
