// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the index stores of an article.

#include <vector>

#include "indexer/article.h"
#include "indexer/index_document.h"
#include "indexer/index_writer.h"
#include "indexer/posting_list.h"

namespace termknit {

/// All but the packed text, which is the value of the last slot.
IndexDocument article_document(const Article& article, const ArticlePostings& postings);

/// Values that tell of the file, and of its article what a list shows; in ascending order of their slots.
std::vector<IndexDocument::Value> file_values(const IndexedFile& file, const Article& article);

}  // namespace termknit
