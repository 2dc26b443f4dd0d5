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
  return term(kVocabularyKey, language.language().str() + ' ' + std::string(form));
}

std::string forms_key(const LanguageTag& language, std::string_view folded_lemma) {
  return term(kFormsKey, language.language().str() + ' ' + std::string(folded_lemma));
}

}  // namespace termknit::index_schema
