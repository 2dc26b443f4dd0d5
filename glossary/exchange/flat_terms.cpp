// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/flat_terms.h"

#include <algorithm>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

bool is_retired(const Term& term) {
  return term.status == AdministrativeStatus::deprecated || term.status == AdministrativeStatus::superseded;
}

}  // namespace

std::string printable_text(std::string_view text) {
  return clean_text(is_valid_utf8(text) ? std::string(text) : replace_invalid_utf8(text));
}

std::string one_line_text(std::string_view text) {
  std::string out;
  for (const char c : printable_text(text)) {
    const bool blank = c == ' ' || c == '\t' || c == '\n';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return std::string(trim(out));
}

std::vector<const Term*> usable_terms(const LanguageSection& section) {
  std::vector<const Term*> terms;
  for (const Term& term : section.terms) {
    if (!is_retired(term) && !one_line_text(term.designation).empty()) terms.push_back(&term);
  }
  std::stable_partition(terms.begin(), terms.end(),
                        [](const Term* term) { return term->status == AdministrativeStatus::preferred; });
  return terms;
}

std::vector<const Term*> retired_terms(const LanguageSection& section) {
  std::vector<const Term*> terms;
  for (const Term& term : section.terms) {
    if (is_retired(term) && !one_line_text(term.designation).empty()) terms.push_back(&term);
  }
  return terms;
}

std::string definition_of(const ConceptEntry& entry, const LanguageSection& section) {
  if (!section.definitions.empty()) return section.definitions.front().text;
  return entry.definitions.empty() ? std::string() : entry.definitions.front().text;
}

bool has_terms(const ConceptEntry& entry) {
  return !entry.languages.empty() &&
         std::all_of(entry.languages.begin(), entry.languages.end(), [](const LanguageSection& section) {
           return !section.terms.empty() &&
                  std::none_of(section.terms.begin(), section.terms.end(),
                               [](const Term& term) { return trim(term.designation).empty(); });
         });
}

}  // namespace termknit
