// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The terms that the articles attest, findable by key and by their parts: what composition and alignment choose from.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "glossary/evidence.h"
#include "glossary/extraction/term_candidate.h"

namespace termknit {

struct AttestedTerm {
  TermQuery query{};          ///< citation form with its keys and parts
  PartOfSpeechSet classes{};  ///< what a single word may be; empty: not known, or several words
  std::uint32_t frequency = 0;
  double score = 0;           ///< of extraction
  bool above_cut_off = true;  ///< a term by extraction's own judgement; others only back compositions
};

/// A part of attested terms, by number.
struct RelatedPart {
  std::uint32_t number = 0;
  bool same = false;  ///< the word itself, not one derived from it
};

class AttestedTerms {
 public:
  void add(AttestedTerm term);
  const std::vector<AttestedTerm>& all(const LanguageTag& language) const;
  /// Null if the articles do not hold a term with one of these keys.
  const AttestedTerm* find(const LanguageTag& language, const std::vector<std::string>& keys) const;
  /// The parts of terms of two or more parts that are `word` (folded lemma) or derived from it.
  std::vector<RelatedPart> related_parts(const LanguageTag& language, std::string_view word) const;
  /// Numbers in `all(language)` of the terms that have a part; and the parts of a term, in the order of its query.
  const std::vector<std::uint32_t>& holders(const LanguageTag& language, std::uint32_t part) const;
  const std::vector<std::uint32_t>& parts_of(const LanguageTag& language, std::uint32_t term) const;
  std::vector<LanguageTag> languages() const;

 private:
  struct OfLanguage {
    std::vector<AttestedTerm> terms;
    std::unordered_map<std::string, std::uint32_t> by_key;
    std::unordered_map<std::string, std::uint32_t> part_numbers;
    std::unordered_map<std::string, std::vector<std::pair<std::string, std::uint32_t>>>
        by_part_start;                                      ///< parts and their numbers by their first letters
    std::vector<std::vector<std::uint32_t>> holders;        ///< terms by part
    std::vector<std::vector<std::uint32_t>> parts_of_term;  ///< empty for a simple word
  };
  std::map<LanguageTag, OfLanguage> languages_;
};

/// True if `a` and `b` are one word or one derived from the other: zákazník and zákaznický. Both folded.
bool derivationally_related(std::string_view a, std::string_view b);

}  // namespace termknit
