// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/article_words.h"

namespace termknit {

void ArticleWords::open(const Article& article) {
  article_ = &article;
  words_.clear();
}

const std::vector<Token>& ArticleWords::of_block(std::size_t number) {
  const auto [words, is_new] = words_.try_emplace(number);
  if (is_new) {
    const ArticleBlock& block = article_->blocks.at(number);
    auto analyzer = analyzers_.find(block.language);
    if (analyzer == analyzers_.end())
      analyzer = analyzers_.emplace(block.language, Analyzer(resources_, block.language)).first;
    words->second = analyzer->second.split(block.range.of(article_->text));
  }
  return words->second;
}

}  // namespace termknit
