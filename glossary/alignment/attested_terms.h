// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The terms that the articles attest, findable by key and by their parts: what composition and alignment choose from.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "glossary/evidence.h"
#include "glossary/term_candidate.h"

namespace termknit {

struct AttestedTerm {
  TermQuery query{};  ///< citation form with its keys and parts
  std::uint32_t frequency = 0;
  double score = 0;           ///< of extraction
  bool above_cut_off = true;  ///< a term by extraction's own judgement; others only back compositions
};

class AttestedTerms {
 public:
  void add(AttestedTerm term);
  const std::vector<AttestedTerm>& all(const LanguageTag& language) const;
  /// Null if the articles do not hold a term with one of these keys.
  const AttestedTerm* find(const LanguageTag& language, const std::vector<std::string>& keys) const;
  /// Numbers in `all(language)` of the terms of two or more parts that have `part` (folded lemma), or a part derived
  /// from it, among them.
  std::vector<std::uint32_t> with_part(const LanguageTag& language, std::string_view part) const;
  std::vector<LanguageTag> languages() const;

 private:
  struct OfLanguage {
    std::vector<AttestedTerm> terms;
    std::unordered_map<std::string, std::uint32_t> by_key;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_part_start;  ///< by the part's first letters
  };
  std::map<LanguageTag, OfLanguage> languages_;
};

/// True if `a` and `b` are one word or one derived from the other: zákazník and zákaznický. Both folded.
bool derivationally_related(std::string_view a, std::string_view b);

}  // namespace termknit
