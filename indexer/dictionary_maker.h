// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The dictionaries that an index packs its texts with (indexer/packed_text.h), one a language, made of its own first
// articles: a small one for a start, a large one where there is text enough to be worth the room it takes.

#include <map>
#include <string>
#include <vector>

#include "indexer/article.h"
#include "indexer/packed_text.h"

namespace termknit {

class DictionaryMaker {
 public:
  /// One that the index has already.
  void know(const LanguageTag& language, TextDictionary dictionary);
  bool knows(const LanguageTag& language) const { return dictionaries_.contains(language.language()); }
  /// Looks at an article that is still to be packed: the earlier, the better the dictionaries.
  void learn(const Article& article);
  /// True if the language of the article has a new dictionary now, of what was learnt.
  bool renew(const Article& article);
  /// That of an article. Without text while there is none.
  const TextDictionary& dictionary_for(const Article& article) const;
  /// The article as the index stores it. Many threads may do it while nobody is in another function.
  std::string pack(const Article& article) const;

 private:
  struct Learnt {
    std::string text{};                  ///< beginnings of articles as they are packed
    std::vector<std::string> samples{};  ///< other articles
    std::size_t articles = 0, bytes = 0;
  };

  std::map<LanguageTag, TextDictionary> dictionaries_;
  std::map<LanguageTag, Learnt> learnt_;
};

}  // namespace termknit
