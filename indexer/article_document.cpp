// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_document.h"

#include <numeric>
#include <string>

#include <fmt/format.h>

#include "indexer/article_head.h"
#include "indexer/index_schema.h"
#include "indexer/sort_prefix.h"

namespace termknit {
namespace schema = index_schema;

namespace {

std::string serialise(std::uint64_t value) {
  return fmt::format_int(value).str();
}

/// Postings in the order of the numbers of their terms: where each term's begin in the second vector, whose last is the
/// end of all.
struct ByTerm {
  std::vector<Posting> postings;
  std::vector<std::size_t> begins;

  explicit ByTerm(const ArticlePostings& given) : postings(given.postings.size()), begins(given.term_ends.size() + 1) {
    for (const Posting& posting : given.postings) ++begins[posting.term + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
    for (const Posting& posting : given.postings) postings[next[posting.term]++] = posting;
  }
};

}  // namespace

IndexDocument article_document(const Article& article, const ArticlePostings& postings) {
  const std::string id = schema::term(schema::kUniqueId, article.path);
  const std::size_t words = postings.term_ends.size(), filters = postings.filters.size();
  const auto text = [&](std::uint32_t term) {
    if (term < words) return postings.term(term);
    return std::string_view(term < words + filters ? postings.filters[term - words] : id);
  };
  IndexDocument document;
  const ByTerm sorted(postings);
  std::vector<std::uint32_t> positions;
  for (const std::uint32_t term : sorted_numbers(words + filters + 1, text)) {
    std::uint32_t weight = 0;
    positions.clear();
    for (std::size_t i = term < words ? sorted.begins[term] : 0; term < words && i < sorted.begins[term + 1]; ++i) {
      weight += sorted.postings[i].counts ? 1 : 0;
      if (sorted.postings[i].position > 0) positions.push_back(sorted.postings[i].position);
    }
    document.add({text(term), weight, positions});
  }
  for (auto& [slot, value] :
       file_values({article.path, article.size, article.modified_ns, article.content_hash}, article))
    document.add_value(slot, std::move(value));
  return document;
}

std::vector<IndexDocument::Value> file_values(const IndexedFile& file, const Article& article) {
  return {{schema::kModified, fmt::format("{}", file.modified_ns)},
          {schema::kSize, serialise(file.size)},
          {schema::kLanguageSlot, article.language.str()},
          {schema::kContentHash, serialise(file.content_hash)},
          {schema::kHead, format_head({file.path, article.language, article.title})}};
}

}  // namespace termknit
