// SPDX-License-Identifier: GPL-3.0-or-later
// query_throughput PROJECT [QUERIES [SEED [ROUNDS [raw|search|snippets [w|o|p|x]]]]]: queries a second in one process
// over the index of a project: raw Xapian on the same database, the product's search without snippets, and with them,
// in turn, or one of them alone, for one kind of queries alone. Ten results each. The queries: bench/query_samples.h.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "bench/query_samples.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_schema.h"
#include "indexer/term_code.h"
#include "search/index_set.h"
#include "search/query.h"
#include "search/searcher.h"

using namespace termknit;
using bench::Sample;

namespace {

Xapian::Query raw_query(const Sample& sample) {
  std::vector<std::string> terms;
  for (const std::string& word : sample.words) terms.push_back(index_schema::word_term("", word));
  switch (sample.kind) {
    case 'p':
      return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(), 2);
    case 'x': {
      std::vector<Xapian::Query> ranges;
      for (const std::string& code : prefix_codes(sample.words.front()))
        ranges.emplace_back(Xapian::Query::OP_WILDCARD, code, 100, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
      return Xapian::Query(Xapian::Query::OP_OR, ranges.begin(), ranges.end());
    }
    default:
      return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
  }
}

template <typename F>
void measure(const char* name, const std::vector<Sample>& samples, const F& f) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  std::size_t hits = 0;
  for (const Sample& sample : samples) hits += f(sample);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const double cpu_seconds = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  std::printf("%-18s %8.0f queries/s  %8.0f a CPU second  %zu hits\n", name,
              static_cast<double>(samples.size()) / seconds, static_cast<double>(samples.size()) / cpu_seconds, hits);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2000;
  const unsigned seed = argc > 3 ? static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)) : 1;
  bench::AskedProject asked(argv[1]);
  auto samples = bench::sample_queries(asked.database, asked.resources, count, seed);
  if (argc > 6) std::erase_if(samples, [&](const Sample& sample) { return sample.kind != *argv[6]; });
  Searcher searcher(asked.indexes, asked.resources);
  const auto raw = [&](const Sample& sample) {
    Xapian::Enquire enquire(asked.database);
    enquire.set_query(raw_query(sample));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    std::size_t bytes = 0;
    for (auto it = found.begin(); it != found.end(); ++it) bytes += it.get_document().get_value(4).size();
    return bytes == 0 ? 0 : std::size_t{found.size()};
  };
  const auto product = [&](bool snippets) {
    return [&, snippets](const Sample& sample) {
      return searcher.search(parse_query(sample.text), {.limit = 10, .snippets = snippets, .suggestions = false})
          .hits.size();
    };
  };
  const unsigned rounds = argc > 4 ? static_cast<unsigned>(std::strtoul(argv[4], nullptr, 10)) : 1;
  const std::string_view only = argc > 5 ? argv[5] : "";
  measure("warming up", samples, product(true));
  for (unsigned round = 0; round < rounds; ++round) {
    if (only.empty() || only == "raw") measure("raw Xapian", samples, raw);
    if (only.empty() || only == "search") measure("search", samples, product(false));
    if (only.empty() || only == "snippets") measure("with snippets", samples, product(true));
  }
  if (!only.empty()) return 0;
  for (const auto& [kind, name] :
       {std::pair('w', "one word"), {'o', "three with OR"}, {'p', "phrases"}, {'x', "prefixes"}}) {
    std::vector<Sample> some;
    for (const Sample& sample : samples) {
      if (sample.kind == kind) some.push_back(sample);
    }
    for (const bool snippets : {false, true})
      measure((std::string("  ") + name + (snippets ? " +" : "")).c_str(), some, product(snippets));
  }
}
