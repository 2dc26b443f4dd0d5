// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/concept_entry.h"

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
