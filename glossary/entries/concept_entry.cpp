// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/concept_entry.h"

#include <algorithm>

namespace termknit {

const LanguageSection* ConceptEntry::find(const LanguageTag& language) const {
  const auto it = std::find_if(languages.begin(), languages.end(),
                               [&](const LanguageSection& section) { return section.language == language; });
  return it == languages.end() ? nullptr : &*it;
}

LanguageSection& ConceptEntry::section(const LanguageTag& language) {
  if (const LanguageSection* found = find(language)) return const_cast<LanguageSection&>(*found);
  languages.emplace_back().language = language;
  return languages.back();
}

void put_in_order(ConceptEntry& entry) {
  std::stable_sort(entry.languages.begin(), entry.languages.end(),
                   [](const LanguageSection& a, const LanguageSection& b) { return a.language < b.language; });
  const auto rank = [](const Term& term) {
    if (term.status == AdministrativeStatus::preferred) return 0;
    const bool out = term.status == AdministrativeStatus::deprecated || term.status == AdministrativeStatus::superseded;
    return out ? 2 : 1;
  };
  for (LanguageSection& section : entry.languages) {
    std::stable_sort(section.terms.begin(), section.terms.end(),
                     [&](const Term& a, const Term& b) { return rank(a) < rank(b); });
  }
}

std::string_view status_name(AdministrativeStatus status) {
  switch (status) {
    case AdministrativeStatus::preferred:
      return "preferred";
    case AdministrativeStatus::admitted:
      return "admitted";
    case AdministrativeStatus::deprecated:
      return "deprecated";
    case AdministrativeStatus::superseded:
      return "superseded";
    case AdministrativeStatus::unspecified:
      break;
  }
  return "unspecified";
}

}  // namespace termknit
