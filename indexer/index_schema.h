// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands where in the Xapian database: prefixes, value slots and metadata keys, in this one table.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "language/language_tag.h"

namespace termknit::index_schema {

/// Raised with every change of what is stored; an index of another version is made again.
constexpr int kFormatVersion = 9;

/// Xapian's glass keys hold 245 bytes, a zero byte counting twice; longer terms are cut and hashed.
constexpr std::size_t kMaxTermBytes = 200;

// Index terms. No prefix: the folded form (NFKC case fold), with positions. Words are coded: indexer/term_code.h.
constexpr std::string_view kPart = "XC";     ///< folded lemma of a compound part, without positions
constexpr std::string_view kLanguage = "L";  ///< language of any block, and each broader tag
constexpr std::string_view kTitle = "S";     ///< folded form of a title word, with positions
constexpr std::string_view kUniqueId = "Q";  ///< the article's path

// Values.
enum Slot : unsigned {
  kModified = 0,
  kSize = 1,
  kLanguageSlot = 2,
  kContentHash = 3,
  kHead = 4,  ///< indexer/article_head.h
  kText = 5   ///< the packed article. Not the document's data: Xapian tries to deflate that, in vain, at each writing
};

// Metadata.
constexpr const char* kVersionKey = "termknit.version";
constexpr const char* kRootsKey = "termknit.roots";           ///< folders and files named by the user, one a line
constexpr const char* kUnsettledKey = "termknit.unsettled";   ///< not empty: the marks of repeated blocks may be wrong
constexpr std::string_view kFingerprintKey = "fingerprint.";  ///< + language
/// + form + ' ' + language: its analysis. The languages of a form side by side are one look-up.
constexpr std::string_view kVocabularyKey = "v.";
/// + folded lemma + ' ' + language: its folded forms, tab between. Lemmas are no index terms: docs/decisions/
constexpr std::string_view kFormsKey = "l.";
/// + folded lemma of a compound part: the folded forms that have it, tab between. They tell where it stands.
constexpr std::string_view kCompoundsKey = "c.";
/// + form or lemma without diacritics: "language form" pieces, tab between, of those that have some
constexpr std::string_view kFoldedFormsKey = "f.";

constexpr std::string_view kDictionaryKey =
    "d.";  ///< + name in hex: a dictionary of indexer/packed_text.h; in each shard
constexpr std::string_view kDictionaryOfKey = "dictionary.";  ///< + language: the name of the one to pack with

/// Positions skipped between sentences, so that a phrase never crosses one.
constexpr std::uint32_t kSentenceGap = 100;

/// `prefix` + `text`, made fit for a Xapian term: no zero bytes, at most `kMaxTermBytes` (then with a hash of the
/// whole). `text` not empty.
std::string term(std::string_view prefix, std::string_view text);
/// The term of a folded word: `prefix` ("", kPart, kTitle) and the word's code.
std::string word_term(std::string_view prefix, std::string_view word);
void append_word_term(std::string& out, std::string_view prefix, std::string_view word);
/// The word of it; of a very long one the beginning and the hash.
std::string word_of_term(std::string_view prefix, std::string_view term);
/// For people: prefix and text.
std::string readable(std::string_view term);

/// True if what stands under `key` is a list: pieces, tab between.
bool is_list(std::string_view key);
std::string dictionary_key(std::uint64_t name);
std::string dictionary_of_key(const LanguageTag& language);
std::string fingerprint_key(const LanguageTag& language);
std::string vocabulary_key(const LanguageTag& language, std::string_view form);
struct VocabularyKey {
  LanguageTag language{};
  std::string_view form{};  ///< the beginning of a very long one
};
std::optional<VocabularyKey> parse_vocabulary_key(std::string_view key);
std::string forms_key(const LanguageTag& language, std::string_view folded_lemma);

}  // namespace termknit::index_schema
