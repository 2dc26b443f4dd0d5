// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/clean_entry.h"

#include <utility>

#include "core/tsv.h"
#include "glossary/entries/entry_fields.h"
#include "language/text.h"

namespace termknit {
namespace {

void clean(std::string& text) {
  text = clean_text(is_valid_utf8(text) ? text : replace_invalid_utf8(text));
}
void clean(SourcedText& value) {
  clean(value.text);
  clean(value.source);
}
void clean(CrossReference& value) {
  clean(value.text);
  clean(value.target);
}
void clean(Transaction& value) {
  clean(value.date);
  clean(value.responsibility);
  clean(value.target);
}
void clean(DataCategory& value) {
  for (std::string* text : {&value.kind, &value.type, &value.value, &value.target}) clean(*text);
}

struct CleanField {
  template <typename T>
  void operator()(const char*, std::vector<T>& values) const {
    for (T& value : values) clean(value);
  }
  void operator()(const char*, std::string& text) const { clean(text); }
  template <typename Enum>
  void operator()(const char*, Enum&) const {}
};

}  // namespace

ConceptEntry clean_entry(ConceptEntry entry) {
  clean(entry.id);
  for_each_concept_field(CleanField{}, entry);
  for (LanguageSection& section : entry.languages) {
    for_each_section_field(CleanField{}, section);
    for (Term& term : section.terms) {
      for_each_term_field(CleanField{}, term);
      clean(term.id);
      clean(term.designation);
    }
  }
  return entry;
}

ConceptEntry clean_typed_entry(ConceptEntry entry) {
  entry = clean_entry(std::move(entry));
  for (LanguageSection& section : entry.languages) {
    for (Term& term : section.terms) term.designation = std::string(trim(term.designation));
  }
  return entry;
}

}  // namespace termknit
