// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the termbase contradicts itself, so that a translator would not know which term to take.

#include <string>
#include <string_view>
#include <vector>

#include "glossary/termbase/termbase.h"

namespace termknit {

struct TermConflict {
  enum class Kind {
    two_preferred,  ///< two preferred terms in one language of one entry
    status,         ///< deprecated or superseded in one entry, preferred in another
    ambiguous,      ///< in two entries without part of speech, definition or subject field to tell them apart
  };
  Kind kind = Kind::ambiguous;
  LanguageTag language{};
  std::vector<std::string> terms{};        ///< designations concerned
  std::vector<std::string> concept_ids{};  ///< in order
  bool operator==(const TermConflict&) const = default;
};

/// "two-preferred", "status", "ambiguous".
std::string_view kind_name(TermConflict::Kind kind);
/// What is wrong and what to do, for a person.
std::string explanation(const TermConflict& conflict);

/// By kind, language and term. One pass over the entries and one over the lemma keys; entries that share a term are
/// read once more.
std::vector<TermConflict> find_conflicts(const Termbase& termbase);

}  // namespace termknit
