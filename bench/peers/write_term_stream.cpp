// SPDX-License-Identifier: GPL-3.0-or-later
// write_term_stream PROJECT FILE: the term stream of an index (term_stream.h), for replay_terms.

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <vector>

#include <xapian.h>

#include "bench/peers/term_stream.h"
#include "indexer/article_head.h"
#include "indexer/article_index.h"
#include "indexer/index_database.h"
#include "indexer/index_schema.h"

using namespace termknit;

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto index = ArticleIndex::open(argv[1]);
  if (!index) return 4;
  const Xapian::Database database = open_database(index->database_path());
  std::FILE* out = std::fopen(argv[2], "wb");
  if (!out) return 4;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Xapian::Document document = database.get_document(*it);
    const auto article = index->find_article(path_of_head(document.get_value(index_schema::kHead)));
    term_stream::put_number(out, article ? static_cast<std::uint32_t>(article->text.size()) : 0);
    term_stream::put(out, document.get_data());
    std::vector<std::pair<std::uint32_t, std::string>> values;
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
      values.emplace_back(value.get_valueno(), *value);
    term_stream::put_number(out, static_cast<std::uint32_t>(values.size()));
    for (const auto& [slot, value] : values) {
      term_stream::put_number(out, slot);
      term_stream::put(out, value);
    }
    std::vector<std::tuple<std::uint32_t, std::string, std::uint32_t>> postings;
    for (auto term = database.termlist_begin(*it); term != database.termlist_end(*it); ++term) {
      const std::uint32_t positions = term.positionlist_count(), weight = term.get_wdf();
      if (positions == 0) postings.emplace_back(0, *term, weight);
      std::uint32_t number = 0;
      for (auto p = term.positionlist_begin(); p != term.positionlist_end(); ++p, ++number)
        postings.emplace_back(*p, *term, number < weight ? 1 : 0);
    }
    std::sort(postings.begin(), postings.end());
    term_stream::put_number(out, static_cast<std::uint32_t>(postings.size()));
    for (const auto& [position, term, weight] : postings) {
      term_stream::put_number(out, position);
      term_stream::put_number(out, weight);
      term_stream::put(out, term);
    }
  }
  return std::fclose(out) == 0 ? 0 : 4;
}
