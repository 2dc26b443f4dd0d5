// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_schema.h"

#include <algorithm>

#include "core/checksum.h"
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

std::string dictionary_key(std::uint64_t name) {
  return std::string(kDictionaryKey) + to_hex(name);
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
