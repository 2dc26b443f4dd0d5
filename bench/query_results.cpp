// SPDX-License-Identifier: GPL-3.0-or-later
// query_results PROJECT [QUERIES [SEED]]: what the product finds for the queries of query_throughput and for some made
// of their words (AND, NEAR, NOT, parts of a phrase with a star), one line of JSON each, with and without snippets, on
// the first page and a later one. To compare two versions of the program byte by byte.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "bench/query_samples.h"
#include "search/concordance.h"
#include "search/query.h"
#include "search/searcher.h"

using namespace termknit;
using bench::Sample;
using nlohmann::json;

namespace {

constexpr std::size_t kConcordanceLines = 5;  // of one query in ten

std::string joined(const Sample& sample, const std::string& between) {
  std::string text;
  for (const std::string& word : sample.words) (text += text.empty() ? "" : between) += word;
  return text;
}

std::vector<std::string> queries(const std::vector<Sample>& samples) {
  std::vector<std::string> queries;
  for (const Sample& sample : samples) {
    queries.push_back(sample.text);
    if (sample.words.size() == 3) {
      queries.push_back(joined(sample, " "));
      queries.push_back(sample.words[0] + " OR " + sample.words[1] + " -" + sample.words[2]);
      queries.push_back('"' + sample.words[0] + ' ' + sample.words[1].substr(0, sample.words[1].size() - 1) + "*\"");
    }
    if (sample.words.size() > 1) queries.push_back(joined(sample, " NEAR/4 "));
    if (sample.kind == 'p') queries.push_back(sample.text + " OR title:" + sample.words[0]);
  }
  return queries;
}

json to_json(const SearchResult& result) {
  json hits = json::array();
  for (const SearchHit& hit : result.hits) {
    hits.push_back({hit.rank, hit.article, hit.language.str(), hit.title, hit.score, hit.matches, hit.snippet});
  }
  json languages = json::object();
  for (const auto& [language, count] : result.by_language) languages[language.str()] = count;
  return {{"hits", hits},
          {"total", result.total},
          {"exact", result.total_is_exact},
          {"languages", languages},
          {"explained", result.explained}};
}

json lines_of(Concordance& concordance, const QueryNode& query) {
  json lines = json::array();
  concordance.find(query, {.limit = kConcordanceLines}, [&](const ConcordanceLine& line) {
    lines.push_back({line.article, line.sentence, line.range.begin, line.range.end,
                     line.left + '|' + line.keyword + '|' + line.right});
  });
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 300;
  const unsigned seed = argc > 3 ? static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)) : 1;
  bench::AskedProject asked(argv[1]);
  const auto samples = bench::sample_queries(asked.database, asked.resources, count, seed);
  Searcher searcher(asked.indexes, asked.resources);
  Concordance concordance(asked.indexes, asked.resources);
  std::size_t number = 0;
  for (const std::string& text : queries(samples)) {
    json line{{"query", text}};
    try {
      const QueryNode query = parse_query(text);
      const bool count_all = ++number % 10 == 0;
      line["snippets"] = to_json(searcher.search(query, {.limit = 10, .count_all = count_all, .explain = count_all}));
      line["later"] = to_json(searcher.search(query, {.limit = 7, .offset = 5}));
      line["heads"] = to_json(searcher.search(query, {.limit = 10, .snippets = false, .suggestions = false}));
      if (count_all) line["lines"] = lines_of(concordance, query);
    } catch (const Error& error) {
      line["error"] = error.message();
    }
    std::puts(line.dump(-1, ' ', false, json::error_handler_t::replace).c_str());
  }
}
