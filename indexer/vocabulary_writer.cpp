// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/vocabulary_writer.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <xapian.h>

#include "core/tsv.h"
#include "indexer/index_schema.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

namespace {

/// `f(from, to)` for each run of pieces of one key, in the order of the keys.
template <typename F>
void for_each_key(std::vector<VocabularyPiece>& pieces, F&& f) {
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const VocabularyPiece& a, const VocabularyPiece& b) { return a.key < b.key; });
  for (auto from = pieces.begin(); from != pieces.end();) {
    const auto to =
        std::find_if(from, pieces.end(), [&](const VocabularyPiece& piece) { return piece.key != from->key; });
    f(from, to);
    from = to;
  }
  pieces.clear();
}

}  // namespace

void VocabularyWriter::store(const VocabularyEntry& entry) {
  const auto wait = [this](const std::vector<VocabularyPiece>& pieces) {
    lists_.insert(lists_.end(), pieces.begin(), pieces.end());
  };
  const std::string before =
      is_new_ || entry.analysis.key.empty() ? std::string() : database_.get_metadata(entry.analysis.key);
  const bool is_same = !before.empty() && before == entry.analysis.text;
  if (!before.empty() && !is_same)
    forget(entry.language, entry.form, parse_stored_analysis(entry.analysis.key, before));
  wait(entry.lists);
  if (entry.analysis.key.empty() || is_same) return;
  analyses_.push_back(entry.analysis);
  wait(entry.lemmas);
}

void VocabularyWriter::flush() {
  for_each_key(analyses_, [&](auto, auto to) {
    const VocabularyPiece& last = *std::prev(to);
    database_.set_metadata(last.key, last.text);
  });
  for_each_key(lists_, [&](auto from, auto to) {
    const std::string before = database_.get_metadata(from->key);
    std::unordered_set<std::string_view> there;
    for (const std::string_view piece : split(before, '\t')) there.insert(piece);
    std::string list = before;
    for (; from != to; ++from) {
      if (!there.insert(from->text).second) continue;
      if (!list.empty()) list += '\t';
      list += from->text;
    }
    if (list.size() != before.size()) database_.set_metadata(std::prev(to)->key, list);
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
