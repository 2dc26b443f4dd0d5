// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two glossaries compared concept by concept.

#include <string>
#include <string_view>
#include <vector>

#include "glossary/entries/common_entries.h"
#include "glossary/entries/entry_difference.h"

namespace termknit {

struct ConceptChange {
  enum class Kind { added, removed, changed };
  Kind kind = Kind::changed;
  std::string id{};                   ///< in the second glossary; of a removed concept in the first
  std::string label{};                ///< its first terms, for a person
  std::vector<FieldChange> fields{};  ///< of a changed concept
  bool operator==(const ConceptChange&) const = default;
};

/// A term that left one concept and came to another.
struct MovedTerm {
  LanguageTag language{};
  std::string designation{};
  std::string from{}, to{};  ///< ids: in the first glossary, in the second
  bool operator==(const MovedTerm&) const = default;
};

struct GlossaryDifference {
  std::vector<ConceptChange> concepts{};  ///< in order of id
  std::vector<MovedTerm> moved{};         ///< in order of language, then term; also among the fields of both concepts
  bool empty() const { return concepts.empty() && moved.empty(); }
};

/// "added", "removed", "changed".
std::string_view kind_name(ConceptChange::Kind kind);

/// Concepts are matched by id, else by terms (see entry_matching.h). Linear in the number of terms; each glossary is
/// read twice, and only entries that the other does not have alike are held in memory.
GlossaryDifference compare_glossaries(const GlossarySource& a, const GlossarySource& b);

}  // namespace termknit
