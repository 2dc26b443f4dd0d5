// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two people changed the same glossary: their changes joined, field by field.

#include <string>
#include <vector>

#include "glossary/entries/glossary.h"

namespace termknit {

/// A field that both changed, each in another way. The merged glossary has ours; where one side deleted what the other
/// changed, the changed one.
struct MergeConflict {
  std::string id{};     ///< of the concept
  std::string place{};  ///< "" for the concept, "de" for a section, "de:Kunde" for a term
  std::string field{};  ///< "concept", "term" where one side deleted it
  std::string base{}, ours{}, theirs{};
  bool operator==(const MergeConflict&) const = default;
};

struct ThreeWayMerge {
  Glossary merged{};  ///< entries in the order of ours, then what only theirs has
  std::vector<MergeConflict> conflicts{};
};

/// Values of a field with several are joined: what either side added is there, what either side removed is not. Entries
/// are matched by id, else by terms; terms by language and designation.
ThreeWayMerge merge_glossaries(const Glossary& base, const Glossary& ours, const Glossary& theirs);

}  // namespace termknit
