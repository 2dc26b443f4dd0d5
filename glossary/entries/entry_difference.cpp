// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/entry_difference.h"

#include <algorithm>

#include "glossary/entries/entry_fields.h"
#include "glossary/entries/field_text.h"
#include "glossary/entries/term_pairs.h"

namespace termknit {
namespace {

/// Compares one field of both versions.
struct Comparison {
  std::vector<FieldChange>& changes;
  std::string place{};

  template <typename T>
  void operator()(const char* field, const T& before, const T& after) const {
    if (before == after) return;
    changes.push_back(
        {place, field, is_unstated(before) ? "" : field_text(before), is_unstated(after) ? "" : field_text(after)});
  }

  template <typename T>
  void operator()(const char* field, const std::vector<T>& before, const std::vector<T>& after) const {
    const auto has = [](const std::vector<T>& values, const T& value) {
      return std::find(values.begin(), values.end(), value) != values.end();
    };
    std::vector<const T*> gone, come;
    for (const T& value : before) {
      if (!has(after, value)) gone.push_back(&value);
    }
    for (const T& value : after) {
      if (!has(before, value)) come.push_back(&value);
    }
    // One that went and one that came in the same field are most often one value that was edited.
    for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
      changes.push_back(
          {place, field, i < gone.size() ? field_text(*gone[i]) : "", i < come.size() ? field_text(*come[i]) : ""});
    }
  }
};

void compare_terms(const LanguageSection& before, const LanguageSection& after, std::vector<FieldChange>& changes) {
  const std::string& language = after.language.str();
  for (std::size_t i = 0; i < before.terms.size(); ++i) {
    const Term& old = before.terms[i];
    const Term* now = same_term(after.terms, before.terms, i);
    if (now) {
      for_each_term_field(Comparison{changes, language + ":" + old.designation}, old, *now);
    } else {
      changes.push_back({language, "term", old.designation, ""});
    }
  }
  for (std::size_t i = 0; i < after.terms.size(); ++i) {
    if (!same_term(before.terms, after.terms, i)) changes.push_back({language, "term", "", after.terms[i].designation});
  }
}

void compare_sections(const LanguageSection& before, const LanguageSection& after, std::vector<FieldChange>& changes) {
  for_each_section_field(Comparison{changes, after.language.str()}, before, after);
  compare_terms(before, after, changes);
}

}  // namespace

std::vector<FieldChange> compare_entries(const ConceptEntry& before, const ConceptEntry& after) {
  std::vector<FieldChange> changes;
  for_each_concept_field(Comparison{changes}, before, after);
  for (const LanguageSection& section : before.languages) {
    LanguageSection none;
    none.language = section.language;
    const LanguageSection* now = after.find(section.language);
    compare_sections(section, now ? *now : none, changes);
  }
  for (const LanguageSection& section : after.languages) {
    LanguageSection none;
    none.language = section.language;
    if (!before.find(section.language)) compare_sections(none, section, changes);
  }
  return changes;
}

}  // namespace termknit
