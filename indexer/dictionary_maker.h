// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The dictionaries that an index packs its texts with (indexer/packed_text.h), one a language, made of its own first
// articles.

#include <map>
#include <string>

#include "indexer/article.h"
#include "indexer/packed_text.h"

namespace termknit {

class DictionaryMaker {
 public:
  /// One that the index has already.
  void know(const LanguageTag& language, TextDictionary dictionary);
  /// True if the article brings what was missing to its language's dictionary.
  bool learn(const Article& article);
  /// That of an article. Without text while there is none.
  const TextDictionary& dictionary_for(const Article& article) const;

 private:
  std::map<LanguageTag, TextDictionary> dictionaries_;
  std::map<LanguageTag, std::string> samples_;  ///< of what has no dictionary yet
};

}  // namespace termknit
