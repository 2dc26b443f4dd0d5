// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/reference_words.h"

#include "language/analyzer.h"

namespace termknit {

std::map<LanguageTag, WordCounts> count_words(const ArticleIndex& index, LanguageResources& resources) {
  std::map<LanguageTag, WordCounts> counts;
  std::map<LanguageTag, Analyzer> analyzers;
  index.for_each_article([&](const Article& article) {
    for (const ArticleBlock& block : article.blocks) {
      const LanguageTag language = block.language.language();
      if (language.undetermined()) continue;
      Analyzer& analyzer = analyzers.try_emplace(language, resources, language).first->second;
      for (const Token& token : analyzer.analyze(block.range.of(article.text))) ++counts[language][token.folded];
    }
    return true;
  });
  return counts;
}

}  // namespace termknit
