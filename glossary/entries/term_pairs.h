// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which term of one section is which of another: by designation, the n-th of equal ones with the n-th.

#include <string>
#include <vector>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// Null if `terms` has no term that stands for number `number` of `others`.
inline const Term* same_term(const std::vector<Term>& terms, const std::vector<Term>& others, std::size_t number) {
  const std::string& designation = others[number].designation;
  std::size_t earlier = 0;
  for (std::size_t i = 0; i < number; ++i) earlier += others[i].designation == designation ? 1 : 0;
  for (const Term& term : terms) {
    if (term.designation == designation && earlier-- == 0) return &term;
  }
  return nullptr;
}

}  // namespace termknit
