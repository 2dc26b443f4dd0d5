// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_builder.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "indexer/readers.h"
#include "language/language_identifier.h"
#include "language/text.h"

namespace termknit {
namespace {

/// Longer ones become several: a text without line breaks is split into words piece by piece.
constexpr std::size_t kLongestBlock = 1 << 18;

/// Takes what makes one block off `rest`, up to a blank if there is one.
std::string_view take_piece(std::string_view& rest) {
  std::string_view piece = truncate_at_code_point(rest, kLongestBlock);
  if (piece.size() < rest.size()) {
    const std::size_t blank = piece.rfind(' ');
    if (blank != piece.npos && blank > 0) piece = piece.substr(0, blank);
  }
  rest.remove_prefix(piece.size());
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  return piece;
}

}  // namespace

Article build_article(const ReadArticle& read, const std::optional<LanguageTag>& told, const CommonWords& common) {
  Article article;
  std::vector<std::optional<LanguageTag>> declared;
  article.title = read.title;
  article.encoding = read.encoding;
  article.encoding_guessed = read.encoding_guessed;
  for (const ReadBlock& block : read.blocks) {
    // Readers may bring in characters by reference (&#0;) that cleaning before them could not see.
    const std::string text = fold_white_space(clean_text(block.text));
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view piece = take_piece(rest);
      if (!article.text.empty()) article.text += "\n\n";
      ArticleBlock stored;
      stored.kind = block.kind;
      stored.boilerplate = block.boilerplate;
      stored.range.begin = static_cast<std::uint32_t>(article.text.size());
      article.text += piece;
      stored.range.end = static_cast<std::uint32_t>(article.text.size());
      article.blocks.push_back(stored);
      declared.push_back(LanguageTag::try_parse(block.language));
    }
  }
  article.title = fold_white_space(clean_text(article.title));
  if (article.title.empty() && !article.blocks.empty()) {
    constexpr std::size_t kLongestTitle = 120;
    auto first =
        std::find_if(article.blocks.begin(), article.blocks.end(), [](const auto& b) { return !b.boilerplate; });
    if (first == article.blocks.end()) first = article.blocks.begin();
    article.title = truncate_at_code_point(first->range.of(article.text), kLongestTitle);
  }
  if (told) {
    article.language = *told;
    for (ArticleBlock& block : article.blocks) block.language = *told;
    return article;
  }
  std::vector<std::string_view> texts;
  texts.reserve(article.blocks.size());
  for (const ArticleBlock& block : article.blocks) texts.push_back(block.range.of(article.text));
  const ArticleLanguages languages = identify_article(texts, LanguageTag::try_parse(read.declared_language), common);
  article.language = languages.article;
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    article.blocks[i].language = declared[i].value_or(languages.blocks[i]);
  }
  return article;
}

}  // namespace termknit
