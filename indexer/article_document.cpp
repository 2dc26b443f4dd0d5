// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_document.h"

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/article_head.h"
#include "indexer/index_schema.h"

namespace termknit {
namespace schema = index_schema;

namespace {

std::string serialise(std::uint64_t value) {
  return fmt::format_int(value).str();
}

}  // namespace

Xapian::Document article_document(const Article& article, const ArticlePostings& postings, const std::string& packed) {
  Xapian::Document document;
  std::string term;
  for (const Posting& posting : postings.postings) {
    term = postings.term(posting);
    if (posting.position > 0)
      document.add_posting(term, posting.position, posting.counts ? 1 : 0);
    else
      document.add_term(term, posting.counts ? 1 : 0);
  }
  for (const std::string& filter : postings.filters) document.add_boolean_term(filter);
  document.add_boolean_term(schema::term(schema::kUniqueId, article.path));
  document.add_value(schema::kText, packed);
  set_file_values(document, {article.path, article.size, article.modified_ns, article.content_hash}, article);
  document.add_value(schema::kLanguageSlot, article.language.str());
  return document;
}

void set_file_values(Xapian::Document& document, const IndexedFile& file, const Article& article) {
  document.add_value(schema::kModified, fmt::format("{}", file.modified_ns));
  document.add_value(schema::kSize, serialise(file.size));
  document.add_value(schema::kContentHash, serialise(file.content_hash));
  document.add_value(schema::kHead, format_head({file.path, article.language, article.title}));
}

}  // namespace termknit
