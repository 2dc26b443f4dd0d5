// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Pairs of entries that may be about one concept.

#include <string>
#include <vector>

#include "glossary/termbase/termbase.h"

namespace termknit {

struct DuplicatePair {
  std::string first{}, second{};   ///< concept ids, in order
  double score = 0;                ///< 0 to 1: how likely it is one concept; see docs/termbase.md for the weights
  std::vector<std::string> why{};  ///< "de: Kunde = Kunden", "same definition: ...", the languages in order
  bool operator==(const DuplicatePair&) const = default;
};

struct DuplicateOptions {
  double least_score = 0.4;
  std::size_t limit = 0;  ///< the best; 0: all
};

/// Best first, then by ids. Two passes over the lemma keys and one over the entries; memory grows with the number of
/// pairs. Of a term that very many entries share, only neighbours are compared.
std::vector<DuplicatePair> find_duplicates(const Termbase& termbase, const DuplicateOptions& options);

}  // namespace termknit
