// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The vocabulary of an index as it is written: the analysis of every form, and the lists that lead from a lemma, a part
// of a compound or a spelling without diacritics to the forms. indexer/index_schema.h says where each stands.

#include <string>

#include "indexer/vocabulary_buffer.h"
#include "indexer/vocabulary_entry.h"

namespace Xapian {
class WritableDatabase;
}

namespace termknit {

/// Keeps what is new in memory until flush(), which stores it in the order of its keys.
class VocabularyWriter {
 public:
  /// `is_new`: nothing of an earlier run has to be looked for.
  VocabularyWriter(Xapian::WritableDatabase& database, bool is_new) : database_(database), is_new_(is_new) {}

  void store(const VocabularyEntry& entry);
  /// Before anything else is read of the database, and before it is committed.
  void flush();
  /// Takes out what is in no article any more. Reads all of it.
  void drop_unused();

 private:
  void drop(const VocabularyPiece& piece);
  void drop_spelling(const LanguageTag& language, const std::string& folded);
  void drop_word(const std::string& key);
  void forget(const LanguageTag& language, const std::string& form, const WordAnalysis& before);

  Xapian::WritableDatabase& database_;
  const bool is_new_;
  VocabularyBuffer waiting_;
};

}  // namespace termknit
