// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/entry_text.h"

#include "language/text.h"

namespace termknit {
namespace {

void clean(std::string& text) {
  text = clean_text(is_valid_utf8(text) ? text : replace_invalid_utf8(text));
}
void clean(SourcedText& text) {
  clean(text.text);
  clean(text.source);
}
void clean(CrossReference& reference) {
  clean(reference.text);
  clean(reference.target);
}
void clean(Transaction& transaction) {
  for (std::string* text : {&transaction.date, &transaction.responsibility, &transaction.target}) clean(*text);
}
void clean(DataCategory& category) {
  for (std::string* text : {&category.kind, &category.type, &category.value, &category.target}) clean(*text);
}

void clean(Term& term);
void clean(LanguageSection& section);

template <typename... Lists>
void clean_all(Lists&... lists) {
  const auto each = [](auto& list) {
    for (auto& item : list) clean(item);
  };
  (each(lists), ...);
}

void clean(Term& term) {
  for (std::string* text : {&term.id, &term.designation, &term.geographical_usage, &term.term_location, &term.source})
    clean(*text);
  clean_all(term.customer_subsets, term.project_subsets, term.contexts, term.cross_references, term.external_references,
            term.notes, term.transactions, term.other);
}

void clean(LanguageSection& section) {
  clean(section.source);
  clean_all(section.definitions, section.external_references, section.graphics, section.notes, section.transactions,
            section.other, section.terms);
}

}  // namespace

void clean_entry(ConceptEntry& entry) {
  clean(entry.id);
  clean(entry.source);
  clean_all(entry.subject_fields, entry.definitions, entry.customer_subsets, entry.project_subsets,
            entry.cross_references, entry.external_references, entry.graphics, entry.notes, entry.transactions,
            entry.other, entry.languages);
}

}  // namespace termknit
