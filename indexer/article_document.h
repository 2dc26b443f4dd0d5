// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands in the Xapian database of an article.

#include <string>

#include "indexer/article.h"
#include "indexer/index_writer.h"
#include "indexer/posting_list.h"

namespace Xapian {
class Document;
}

namespace termknit {

/// All but the packed text.
Xapian::Document article_document(const Article& article, const ArticlePostings& postings);

/// Values that tell of the file, and of its article what a list shows.
void set_file_values(Xapian::Document& document, const IndexedFile& file, const Article& article);

}  // namespace termknit
