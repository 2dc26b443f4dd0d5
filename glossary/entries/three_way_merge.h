// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two people changed the same glossary: their changes joined, field by field.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "glossary/entries/common_entries.h"

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

/// Values of a field with several are joined: what either side added is there, what either side removed is not. Entries
/// are matched by id, else by terms; terms by language and designation. Only entries that are not the same in all three
/// are held in memory.
class ThreeWayMerge {
 public:
  /// Reads each of them twice. The sources are kept.
  ThreeWayMerge(const GlossarySource& base, const GlossarySource& ours, const GlossarySource& theirs);

  const std::vector<MergeConflict>& conflicts() const { return conflicts_; }
  /// The merged entries, in the order of ours, then what only theirs has. Reads ours once more. Gives our header.
  GlossaryHeader for_each(const std::function<void(const ConceptEntry&)>& f) const;

 private:
  GlossarySource ours_;
  CommonEntries common_;
  std::vector<std::optional<ConceptEntry>> of_ours_;  // for each of our entries that is not common; empty: deleted
  std::vector<ConceptEntry> of_theirs_;
  std::vector<MergeConflict> conflicts_;
};

}  // namespace termknit
