// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/vocabulary_entry.h"

#include <algorithm>
#include <utility>

#include "core/tsv.h"
#include "indexer/index_schema.h"
#include "indexer/near_text.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

namespace {

/// The word that a key is of, as far as it fits in a key.
std::string_view head_of(std::string_view key) {
  const bool compounds = key.starts_with(schema::kCompoundsKey);  // all others end with the language
  key.remove_prefix(std::min(key.size(), schema::kCompoundsKey.size()));
  return compounds ? key : key.substr(0, key.rfind(' '));
}

VocabularyPiece near_piece(std::string key, std::string_view text) {
  std::string near = text_near(head_of(key), text);
  return {std::move(key), std::move(near)};
}

void add_spelling(std::vector<VocabularyPiece>& pieces, const LanguageTag& language, const std::string& folded) {
  VocabularyPiece piece = spelling_piece(language, folded);
  if (!piece.key.empty()) pieces.push_back(std::move(piece));
}

}  // namespace

VocabularyPiece compound_piece(std::string_view folded_part, std::string_view form) {
  return near_piece(schema::term(schema::kCompoundsKey, folded_part), form);
}

VocabularyPiece lemma_piece(const LanguageTag& language, std::string_view folded_lemma, std::string_view form) {
  return near_piece(schema::forms_key(language, folded_lemma), form);
}

VocabularyPiece spelling_piece(const LanguageTag& language, const std::string& folded) {
  const std::string plain = strip_diacritics(folded);
  if (plain == folded || plain.empty()) return {};
  return {schema::term(schema::kFoldedFormsKey, plain), language.str() + ' ' + folded};
}

VocabularyEntry vocabulary_entry(const VocabularyItem& item) {
  VocabularyEntry entry{.language = item.language, .form = fold(item.form)};
  for (const CompoundPart& part : item.analysis->parts)
    entry.lists.push_back(compound_piece(fold(part.lemma), entry.form));
  add_spelling(entry.lists, item.language, entry.form);
  if (item.language.undetermined() || item.analysis->source == AnalysisSource::none) return entry;
  entry.analysis = near_piece(schema::vocabulary_key(item.language, item.form), format_analysis(*item.analysis));
  for (const std::string& lemma : item.analysis->lemmas) {
    const std::string folded = fold(lemma);
    add_spelling(entry.lemmas, item.language, folded);
    if (folded != entry.form) entry.lemmas.push_back(lemma_piece(item.language, folded, entry.form));
  }
  return entry;
}

std::vector<VocabularyEntry> vocabulary_entries(const std::vector<VocabularyItem>& items) {
  std::vector<VocabularyEntry> entries;
  entries.reserve(items.size());
  for (const VocabularyItem& item : items) entries.push_back(vocabulary_entry(item));
  return entries;
}

WordAnalysis parse_stored_analysis(std::string_view key, std::string_view stored) {
  return parse_analysis(near_text(head_of(key), stored));
}

std::vector<std::string> parse_stored_forms(std::string_view key, std::string_view stored) {
  const std::string_view head = head_of(key);
  std::vector<std::string> forms;
  for (const std::string_view piece : split(stored, '\t')) {
    if (!piece.empty()) forms.push_back(near_text(head, piece));
  }
  return forms;
}

}  // namespace termknit
