// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "indexer/article.h"
#include "language/analyzer.h"

namespace termknit {

/// The words of one article after the other, block by block, split as the indexer did when they are first asked for.
/// Keeps one analyzer for each language; not thread-safe.
class ArticleWords {
 public:
  explicit ArticleWords(LanguageResources& resources) : resources_(resources) {}

  /// Forgets the words of the article before. Keeps a reference.
  void open(const Article& article);
  /// Without analyses. Valid until the next article.
  const std::vector<Token>& of_block(std::size_t block);

 private:
  LanguageResources& resources_;
  std::map<LanguageTag, Analyzer> analyzers_;
  const Article* article_ = nullptr;
  std::map<std::size_t, std::vector<Token>> words_;  // by block
};

}  // namespace termknit
