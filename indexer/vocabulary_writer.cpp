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

using Pieces = std::vector<const VocabularyPiece*>;

/// `f(from, to)` for each run of pieces of one key, in the order of the keys.
template <typename F>
void for_each_key(std::vector<VocabularyPiece>& pieces, F&& f) {
  Pieces sorted;  // addresses are cheaper to move
  sorted.reserve(pieces.size());
  for (const VocabularyPiece& piece : pieces) sorted.push_back(&piece);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const VocabularyPiece* a, const VocabularyPiece* b) { return a->key < b->key; });
  for (auto from = sorted.begin(); from != sorted.end();) {
    const auto to =
        std::find_if(from, sorted.end(), [&](const VocabularyPiece* piece) { return piece->key != (*from)->key; });
    f(from, to);
    from = to;
  }
  pieces.clear();
}

/// A list with the pieces that it does not have.
std::string with_pieces(const std::string& list, Pieces::const_iterator from, Pieces::const_iterator to) {
  if (list.empty() && to - from == 1) return (*from)->text;
  std::unordered_set<std::string_view> there;
  for (const std::string_view piece : split(list, '\t')) there.insert(piece);
  std::string more = list;
  for (; from != to; ++from) {
    if (!there.insert((*from)->text).second) continue;
    if (!more.empty()) more += '\t';
    more += (*from)->text;
  }
  return more;
}

}  // namespace

void VocabularyWriter::store(VocabularyEntry entry) {
  const auto wait = [this](std::vector<VocabularyPiece>& pieces) {
    lists_.insert(lists_.end(), std::make_move_iterator(pieces.begin()), std::make_move_iterator(pieces.end()));
  };
  const std::string before =
      is_new_ || entry.analysis.key.empty() ? std::string() : database_.get_metadata(entry.analysis.key);
  const bool is_same = !before.empty() && before == entry.analysis.text;
  if (!before.empty() && !is_same)
    forget(entry.language, entry.form, parse_stored_analysis(entry.analysis.key, before));
  wait(entry.lists);
  if (entry.analysis.key.empty() || is_same) return;
  analyses_.push_back(std::move(entry.analysis));
  wait(entry.lemmas);
}

void VocabularyWriter::flush() {
  for_each_key(analyses_, [&](auto, auto to) {
    const VocabularyPiece& last = **std::prev(to);
    database_.set_metadata(last.key, last.text);
  });
  for_each_key(lists_, [&](auto from, auto to) {
    const std::string& key = (*from)->key;
    const std::string before = database_.get_metadata(key);
    const std::string list = with_pieces(before, from, to);
    if (list.size() != before.size()) database_.set_metadata(key, list);
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
