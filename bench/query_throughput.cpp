// SPDX-License-Identifier: GPL-3.0-or-later
// query_throughput PROJECT [QUERIES [SEED]]: queries a second in one process over the index of a project: raw Xapian on
// the same database, the product's search without snippets, and with them. Ten results each. The queries are words of
// random articles: 47 % one word, 25 % three with OR, 15 % phrases of two, 13 % prefixes.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/article_record.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_schema.h"
#include "indexer/packed_text.h"
#include "indexer/term_code.h"
#include "language/analyzer.h"
#include "search/index_set.h"
#include "search/query.h"
#include "search/searcher.h"

using namespace termknit;

namespace {

struct Sample {
  std::string text;                // in the product's syntax
  std::vector<std::string> words;  // folded
  char kind = 'w';
};

std::vector<Sample> sample_queries(const Xapian::Database& database, LanguageResources& resources, std::size_t count,
                                   unsigned seed) {
  std::mt19937 random(seed);
  TextUnpacker unpacker([&](std::uint64_t name) { return database.get_metadata(index_schema::dictionary_key(name)); });
  std::vector<Sample> samples;
  while (samples.size() < count) {
    const Xapian::docid id = 1 + random() % database.get_lastdocid();
    Article article;
    try {
      article = parse_article(unpacker.unpack(database.get_document(id).get_value(index_schema::kText)));
    } catch (const Xapian::DocNotFoundError&) {
      continue;
    }
    const ArticleBlock& block = article.blocks[random() % article.blocks.size()];
    const auto tokens = Analyzer(resources, block.language).analyze(block.range.of(article.text));
    std::vector<std::string> forms, folded;
    for (const Token& token : tokens) {
      const std::string form(token.range.of(block.range.of(article.text)));
      const bool plain = form.find_first_of("-'*:()\"./") == form.npos && form.size() >= 4;
      forms.push_back(plain ? form : "");
      folded.push_back(token.folded);
    }
    if (forms.size() < 4) continue;
    const std::size_t at = random() % (forms.size() - 3), kind = random() % 100;
    const auto good = [&](std::size_t n) {
      return !forms[at].empty() && (n < 2 || !forms[at + 1].empty()) && (n < 3 || !forms[at + 2].empty());
    };
    if (kind < 47 && good(1))
      samples.push_back({forms[at], {folded[at]}, 'w'});
    else if (kind < 72 && good(3))
      samples.push_back({forms[at] + " OR " + forms[at + 1] + " OR " + forms[at + 2],
                         {folded[at], folded[at + 1], folded[at + 2]},
                         'o'});
    else if (kind < 87 && kind >= 72 && good(2))
      samples.push_back({'"' + forms[at] + ' ' + forms[at + 1] + '"', {folded[at], folded[at + 1]}, 'p'});
    else if (kind >= 87 && good(1)) {
      std::size_t end = 0;
      for (int letters = 0; end < folded[at].size() && letters < 4; ++letters) {
        ++end;
        while (end < folded[at].size() && (static_cast<unsigned char>(folded[at][end]) & 0xC0) == 0x80) ++end;
      }
      samples.push_back({folded[at].substr(0, end) + "*", {folded[at].substr(0, end)}, 'x'});
    }
  }
  return samples;
}

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
  const std::filesystem::path project = argv[1];
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2000;
  const unsigned seed = argc > 3 ? static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)) : 1;
  LanguageResourcesOptions options;
  options.data_folder = TERMKNIT_BENCH_DATA;
  LanguageResources resources(std::move(options));
  IndexSet indexes({project.string()}, {});
  resources.set_vocabulary(indexes.vocabulary());
  const Xapian::Database database = open_database(*current_database(project));
  const auto samples = sample_queries(database, resources, count, seed);
  Searcher searcher(indexes, resources);
  const auto raw = [&](const Sample& sample) {
    Xapian::Enquire enquire(database);
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
  measure("warming up", samples, product(true));
  measure("raw Xapian", samples, raw);
  measure("search", samples, product(false));
  measure("with snippets", samples, product(true));
  for (const auto& [kind, name] :
       {std::pair('w', "  one word"), {'o', "  three with OR"}, {'p', "  phrases"}, {'x', "  prefixes"}}) {
    std::vector<Sample> some;
    for (const Sample& sample : samples) {
      if (sample.kind == kind) some.push_back(sample);
    }
    measure(name, some, product(false));
  }
}
