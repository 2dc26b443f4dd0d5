// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_document.h"

#include <numeric>
#include <string>
#include <vector>

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

/// Postings in the order of their terms: where each term's begin in the second vector, whose last is the end of all.
struct ByTerm {
  std::vector<Posting> postings;
  std::vector<std::size_t> begins;
};

ByTerm by_term(const ArticlePostings& postings) {
  ByTerm sorted;
  const std::size_t terms = postings.term_ends.size();
  sorted.begins.resize(terms + 1);
  for (const Posting& posting : postings.postings) ++sorted.begins[posting.term + 1];
  std::partial_sum(sorted.begins.begin(), sorted.begins.end(), sorted.begins.begin());
  std::vector<std::size_t> next(sorted.begins.begin(), sorted.begins.end() - 1);
  sorted.postings.resize(postings.postings.size());
  for (const Posting& posting : postings.postings) sorted.postings[next[posting.term]++] = posting;
  return sorted;
}

/// One term after the other: Xapian looks the term up for each posting, and finds its way in the cache.
void add_postings(Xapian::Document& document, const ArticlePostings& postings) {
  const ByTerm sorted = by_term(postings);
  std::string term;
  for (std::size_t number = 0; number < postings.term_ends.size(); ++number) {
    term = postings.term(number);
    Xapian::termcount weight = 0;  // of postings without position
    bool has_positions = false;
    for (std::size_t i = sorted.begins[number]; i < sorted.begins[number + 1]; ++i) {
      const Posting& posting = sorted.postings[i];
      if (posting.position > 0) {
        document.add_posting(term, posting.position, posting.counts ? 1 : 0);
        has_positions = true;
      } else {
        weight += posting.counts ? 1 : 0;
      }
    }
    if (!has_positions) document.add_term(term, weight);
  }
}

}  // namespace

Xapian::Document article_document(const Article& article, const ArticlePostings& postings) {
  Xapian::Document document;
  add_postings(document, postings);
  for (const std::string& filter : postings.filters) document.add_boolean_term(filter);
  document.add_boolean_term(schema::term(schema::kUniqueId, article.path));
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
