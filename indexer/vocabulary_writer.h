// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The vocabulary of an index as it is written: the analysis of every form, and the lists that lead from a lemma, a part
// of a compound or a spelling without diacritics to the forms. indexer/index_schema.h says where each stands.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/posting_list.h"

namespace Xapian {
class WritableDatabase;
}

namespace termknit {

/// An analysis as it is stored under its vocabulary_key(). Throws Error: corrupt, malformed.
WordAnalysis parse_stored_analysis(std::string_view key, std::string_view stored);
/// The forms of a list of index_schema::kFormsKey or kCompoundsKey. Throws Error(corrupt).
std::vector<std::string> parse_stored_forms(std::string_view key, std::string_view stored);

/// Keeps what is new in memory until flush(): there in the order of its keys, each once.
class VocabularyWriter {
 public:
  /// `is_new`: nothing of an earlier run has to be looked for.
  VocabularyWriter(Xapian::WritableDatabase& database, bool is_new) : database_(database), is_new_(is_new) {}

  void store(const VocabularyItem& item);
  /// Before anything else is read of the database, and before it is committed.
  void flush();
  /// Takes out what is in no article any more. Reads all of it.
  void drop_unused();

 private:
  void add(const std::string& key, const std::string& piece) { lists_[key].push_back(piece); }
  void drop(const std::string& key, const std::string& piece);
  void drop_spelling(const LanguageTag& language, const std::string& folded);
  void drop_word(const std::string& key);
  void forget(const LanguageTag& language, const std::string& form, const WordAnalysis& before);

  Xapian::WritableDatabase& database_;
  const bool is_new_;
  std::map<std::string, std::string> analyses_;
  std::map<std::string, std::vector<std::string>> lists_;
};

}  // namespace termknit
