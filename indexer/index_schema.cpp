// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_schema.h"

#include <algorithm>

#include "core/checksum.h"
#include "indexer/term_code.h"
#include "language/text.h"

namespace termknit::index_schema {

std::string term(std::string_view prefix, std::string_view text) {
  std::string out(prefix);
  if (prefix.size() + text.size() <= kMaxTermBytes) {
    out += text;
  } else {
    out += truncate_at_code_point(text, kMaxTermBytes - prefix.size() - 17);
    out += '#';
    out += to_hex(checksum(text));
  }
  std::replace(out.begin(), out.end(), '\0', ' ');
  return out;
}

std::string word_term(std::string_view prefix, std::string_view word) {
  std::string out;
  append_word_term(out, prefix, word);
  return out;
}

void append_word_term(std::string& out, std::string_view prefix, std::string_view word) {
  constexpr std::size_t kBeginning = 80;  // of what is too long; a byte of it takes two at most
  const std::size_t begin = out.size();
  append_word_code(out += prefix, word);
  if (out.size() - begin <= kMaxTermBytes) return;
  out.resize(begin + prefix.size());
  append_word_code(out, std::string(truncate_at_code_point(word, kBeginning)) + '#' + to_hex(checksum(word)));
}

std::string word_of_term(std::string_view prefix, std::string_view term) {
  return word_of_code(term.substr(std::min(prefix.size(), term.size())));
}

std::string readable(std::string_view term) {
  for (const std::string_view prefix : {kLanguage, kUniqueId}) {
    if (term.starts_with(prefix)) return std::string(term);
  }
  for (const std::string_view prefix : {kPart, kTitle}) {
    if (term.starts_with(prefix)) return std::string(prefix) + word_of_term(prefix, term);
  }
  return word_of_term("", term);
}

bool is_list(std::string_view key) {
  return key.starts_with(kFormsKey) || key.starts_with(kCompoundsKey) || key.starts_with(kFoldedFormsKey);
}

std::string dictionary_key(std::uint64_t name) {
  return std::string(kDictionaryKey) + to_hex(name);
}

std::string dictionary_of_key(const LanguageTag& language) {
  return std::string(kDictionaryOfKey) + language.language().str();
}

std::string fingerprint_key(const LanguageTag& language) {
  return std::string(kFingerprintKey) + language.str();
}

std::string vocabulary_key(const LanguageTag& language, std::string_view form) {
  return term(kVocabularyKey, form) + ' ' + language.language().str();
}

std::optional<VocabularyKey> parse_vocabulary_key(std::string_view key) {
  const std::size_t blank = key.rfind(' ');
  if (blank == key.npos || blank < kVocabularyKey.size()) return std::nullopt;
  const auto language = LanguageTag::try_parse(key.substr(blank + 1));
  if (!language) return std::nullopt;
  return VocabularyKey{*language, key.substr(kVocabularyKey.size(), blank - kVocabularyKey.size())};
}

std::string forms_key(const LanguageTag& language, std::string_view folded_lemma) {
  return term(kFormsKey, folded_lemma) + ' ' + language.language().str();
}

}  // namespace termknit::index_schema
