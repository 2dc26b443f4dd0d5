// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/vocabulary_writer.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "core/tsv.h"
#include "indexer/index_schema.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

void VocabularyWriter::store(const VocabularyEntry& entry) {
  const auto wait = [this](const VocabularyPiece& piece) { waiting_.add(piece.key, piece.text); };
  const std::string before =
      is_new_ || entry.analysis.key.empty() ? std::string() : database_.get_metadata(entry.analysis.key);
  const bool is_same = !before.empty() && before == entry.analysis.text;
  if (!before.empty() && !is_same)
    forget(entry.language, entry.form, parse_stored_analysis(entry.analysis.key, before));
  std::for_each(entry.lists.begin(), entry.lists.end(), wait);
  if (entry.analysis.key.empty() || is_same) return;
  wait(entry.analysis);
  std::for_each(entry.lemmas.begin(), entry.lemmas.end(), wait);
}

void VocabularyWriter::flush() {
  waiting_.flush([&](std::string_view key, std::vector<std::string_view>& texts) {
    const std::string name(key);
    if (!schema::is_list(key)) {
      database_.set_metadata(name, std::string(texts.front()));
      return;
    }
    const std::string before = database_.get_metadata(name);
    if (!before.empty()) texts.insert(texts.begin(), before);
    const std::string list = joined_lists(texts);
    if (list.size() != before.size()) database_.set_metadata(name, list);
  });
}

void VocabularyWriter::drop_unused() {
  flush();
  const std::string prefix(schema::kVocabularyKey);
  const std::vector<std::string> keys(database_.metadata_keys_begin(prefix), database_.metadata_keys_end(prefix));
  for (const std::string& key : keys) drop_word(key);
}

void VocabularyWriter::drop_word(const std::string& key) {
  const auto word = schema::parse_vocabulary_key(key);
  if (!word) return;
  const LanguageTag& language = word->language;
  const std::string form = fold(word->form);
  if (database_.term_exists(schema::word_term("", form))) return;
  const WordAnalysis analysis = parse_stored_analysis(key, database_.get_metadata(key));
  forget(language, form, analysis);
  drop_spelling(language, form);
  for (const std::string& lemma : analysis.lemmas) {
    const std::string folded = fold(lemma);
    const bool used = database_.term_exists(schema::word_term("", folded)) ||
                      !database_.get_metadata(schema::forms_key(language, folded)).empty();
    if (!used) drop_spelling(language, folded);
  }
  database_.set_metadata(key, "");
}

void VocabularyWriter::drop_spelling(const LanguageTag& language, const std::string& folded) {
  const VocabularyPiece piece = spelling_piece(language, folded);
  if (!piece.key.empty()) drop(piece);
}

void VocabularyWriter::drop(const VocabularyPiece& dropped) {
  flush();
  const std::string stored = database_.get_metadata(dropped.key);
  std::vector<std::string> kept;
  for (const std::string_view piece : split(stored, '\t')) {
    if (piece != dropped.text && !piece.empty()) kept.emplace_back(piece);
  }
  database_.set_metadata(dropped.key, join(kept, "\t"));
}

/// Of another analysis than the one the form has now.
void VocabularyWriter::forget(const LanguageTag& language, const std::string& form, const WordAnalysis& before) {
  for (const std::string& lemma : before.lemmas) drop(lemma_piece(language, fold(lemma), form));
  for (const CompoundPart& part : before.parts) drop(compound_piece(fold(part.lemma), form));
}

}  // namespace termknit
