// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the vocabulary of an index keeps of one word form, made by the workers so that the one writing thread has only
// Xapian's work left. indexer/index_schema.h says where each piece stands.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/posting_list.h"

namespace termknit {

/// What stands under a key, or one piece of the list that does.
struct VocabularyPiece {
  std::string key{}, text{};
};

struct VocabularyEntry {
  LanguageTag language{};
  std::string form{};                     ///< folded
  VocabularyPiece analysis{};             ///< no key: none is kept
  std::vector<VocabularyPiece> lists{};   ///< the form in the lists of its parts and of its plain spelling
  std::vector<VocabularyPiece> lemmas{};  ///< the same of the lemmas
};

VocabularyEntry vocabulary_entry(const VocabularyItem& item);
std::vector<VocabularyEntry> vocabulary_entries(const std::vector<VocabularyItem>& items);

VocabularyPiece compound_piece(std::string_view folded_part, std::string_view form);
VocabularyPiece lemma_piece(const LanguageTag& language, std::string_view folded_lemma, std::string_view form);
/// Of a folded word under its spelling without diacritics. No key: it has none.
VocabularyPiece spelling_piece(const LanguageTag& language, const std::string& folded);

/// An analysis as it is stored under its vocabulary_key(). Throws Error: corrupt, malformed.
WordAnalysis parse_stored_analysis(std::string_view key, std::string_view stored);
/// The forms of a list of index_schema::kFormsKey or kCompoundsKey. Throws Error(corrupt).
std::vector<std::string> parse_stored_forms(std::string_view key, std::string_view stored);

}  // namespace termknit
