// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/vocabulary_writer.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <xapian.h>

#include "core/tsv.h"
#include "indexer/index_schema.h"
#include "indexer/near_text.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

namespace {

std::string compounds_key(const std::string& folded_part) {
  return schema::term(schema::kCompoundsKey, folded_part);
}

std::string spelling_key(const std::string& plain) {
  return schema::term(schema::kFoldedFormsKey, plain);
}

std::string spelling_piece(const LanguageTag& language, const std::string& folded) {
  return language.str() + ' ' + folded;
}

/// The word that a key is of, as far as it fits in a key.
std::string_view head_of(std::string_view key) {
  const bool compounds = key.starts_with(schema::kCompoundsKey);  // all others end with the language
  key.remove_prefix(std::min(key.size(), schema::kCompoundsKey.size()));
  return compounds ? key : key.substr(0, key.rfind(' '));
}

std::string piece_of(std::string_view key, std::string_view form) {
  return text_near(head_of(key), form);
}

}  // namespace

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

void VocabularyWriter::store(const VocabularyItem& item) {
  const std::string form = fold(item.form);
  const auto spelling = [&](const std::string& folded) {
    const std::string plain = strip_diacritics(folded);
    if (plain != folded && !plain.empty()) add(spelling_key(plain), spelling_piece(item.language, folded));
  };
  for (const CompoundPart& part : item.analysis->parts) {
    const std::string list = compounds_key(fold(part.lemma));
    add(list, piece_of(list, form));
  }
  spelling(form);
  if (item.language.undetermined() || item.analysis->source == AnalysisSource::none) return;
  const std::string key = schema::vocabulary_key(item.language, item.form);
  std::string stored = piece_of(key, format_analysis(*item.analysis));
  if (!is_new_) {
    const std::string before = database_.get_metadata(key);
    if (before == stored) return;
    if (!before.empty()) forget(item.language, form, parse_stored_analysis(key, before));
  }
  analyses_.insert_or_assign(key, std::move(stored));
  for (const std::string& lemma : item.analysis->lemmas) {
    const std::string folded = fold(lemma);
    spelling(folded);
    if (folded == form) continue;
    const std::string list = schema::forms_key(item.language, folded);
    add(list, piece_of(list, form));
  }
}

void VocabularyWriter::flush() {
  for (const auto& [key, stored] : analyses_) database_.set_metadata(key, stored);
  analyses_.clear();
  for (const auto& [key, pieces] : lists_) {
    const std::string before = database_.get_metadata(key);
    std::unordered_set<std::string_view> there;
    for (const std::string_view piece : split(before, '\t')) there.insert(piece);
    std::string list = before;
    for (const std::string& piece : pieces) {
      if (!there.insert(piece).second) continue;
      if (!list.empty()) list += '\t';
      list += piece;
    }
    if (list.size() != before.size()) database_.set_metadata(key, list);
  }
  lists_.clear();
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
  const std::string plain = strip_diacritics(folded);
  if (plain != folded && !plain.empty()) drop(spelling_key(plain), spelling_piece(language, folded));
}

void VocabularyWriter::drop(const std::string& key, const std::string& dropped) {
  if (const auto waiting = lists_.find(key); waiting != lists_.end()) std::erase(waiting->second, dropped);
  const std::string stored = database_.get_metadata(key);
  std::vector<std::string> kept;
  for (const std::string_view piece : split(stored, '\t')) {
    if (piece != dropped && !piece.empty()) kept.emplace_back(piece);
  }
  database_.set_metadata(key, join(kept, "\t"));
}

/// Of another analysis than the one the form has now.
void VocabularyWriter::forget(const LanguageTag& language, const std::string& form, const WordAnalysis& before) {
  for (const std::string& lemma : before.lemmas) {
    const std::string list = schema::forms_key(language, fold(lemma));
    drop(list, piece_of(list, form));
  }
  for (const CompoundPart& part : before.parts) {
    const std::string list = compounds_key(fold(part.lemma));
    drop(list, piece_of(list, form));
  }
}

}  // namespace termknit
