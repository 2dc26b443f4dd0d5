// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "indexer/article.h"

namespace termknit {

/// An article as the index stores it: header lines, block lines, an empty line, the text.
/// `parse_article(format_article(a)) == a`.
std::string format_article(const Article& article);
/// Throws Error(corrupt).
Article parse_article(std::string_view record);

/// The header lines only, without reading blocks and text: path, title, language.
struct ArticleHead {
  std::string path{}, title{};
  LanguageTag language{};
};
ArticleHead parse_article_head(std::string_view record);

}  // namespace termknit
