// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/dictionary_maker.h"

#include <utility>

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kSampleOfArticle = 2 << 10;  // of sixteen articles or more

}  // namespace

void DictionaryMaker::know(const LanguageTag& language, TextDictionary dictionary) {
  dictionaries_.insert_or_assign(language, std::move(dictionary));
}

bool DictionaryMaker::learn(const Article& article) {
  const LanguageTag language = article.language.language();
  if (dictionaries_.contains(language)) return false;
  std::string& sample = samples_[language];
  sample += truncate_at_code_point(article.text, kSampleOfArticle);
  if (sample.size() < kDictionaryBytes) return false;
  sample.resize(kDictionaryBytes);
  know(language, make_text_dictionary(std::move(sample)));
  samples_.erase(language);
  return true;
}

const TextDictionary& DictionaryMaker::dictionary_for(const Article& article) const {
  static const TextDictionary kNone;
  const auto it = dictionaries_.find(article.language.language());
  return it == dictionaries_.end() ? kNone : it->second;
}

}  // namespace termknit
