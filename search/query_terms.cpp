// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query_terms.h"

#include <algorithm>

#include "language/text.h"

namespace termknit {
namespace {

void add_unique(std::vector<std::string>& list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

}  // namespace

WordTerms query_word_terms(const ArticleIndex& index, LanguageResources& resources,
                           const std::vector<LanguageTag>& languages, std::string_view word) {
  WordTerms terms;
  terms.form = fold(word);
  terms.plain = strip_diacritics(terms.form);
  const auto add_lemmas = [&](const WordAnalysis& analysis) {
    for (const std::string& lemma : analysis.lemmas) add_unique(terms.lemmas, fold(lemma));
  };
  // What the index knows costs no dictionary: as typed, with a capital, or with the diacritics that were left out.
  bool known = false;
  for (const LanguageTag& language : languages) {
    for (const std::string& form : {std::string(word), to_lower(word), to_title(to_lower(word))}) {
      if (const auto analysis = resources.analyze_known_word(language, form)) {
        add_lemmas(*analysis);
        known = true;
      }
    }
  }
  if (terms.plain == terms.form) {
    for (const auto& [language, form] : index.forms_without_diacritics(word)) {
      const bool wanted =
          std::any_of(languages.begin(), languages.end(),
                      [&, tag = language](const LanguageTag& asked) { return asked.language() == tag; });
      if (!wanted) continue;
      add_unique(terms.lemmas, form);
      if (const auto analysis = resources.analyze_known_word(language, form)) add_lemmas(*analysis);
      known = true;
    }
  }
  if (known) return terms;
  for (const LanguageTag& language : languages) add_lemmas(*resources.analyze_word(language, word));
  return terms;
}

void MatchSet::add(const WordTerms& terms) {
  forms.insert(terms.form);
  forms.insert(terms.lemmas.begin(), terms.lemmas.end());
  plain.insert(terms.plain);
}

bool MatchSet::matches(std::string_view folded, const WordAnalysis& analysis) const {
  if (forms.contains(folded)) return true;
  for (const std::string& lemma : analysis.lemmas) {
    if (forms.contains(fold(lemma))) return true;
  }
  for (const CompoundPart& part : analysis.parts) {
    if (forms.contains(fold(part.lemma))) return true;
  }
  if (plain.contains(strip_diacritics(folded))) return true;
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return folded.starts_with(prefix); });
}

}  // namespace termknit
