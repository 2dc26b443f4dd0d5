// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "indexer/article.h"
#include "indexer/article_reader.h"
#include "language/common_words.h"

namespace termknit {

/// Joins the blocks into the article's text and finds the language of each. `told` is the user's word and holds for
/// every block; `common` words make finding quicker. Path, size, time and hash are left for the caller.
Article build_article(const ReadArticle& read, const std::optional<LanguageTag>& told, const CommonWords& common = {});

}  // namespace termknit
