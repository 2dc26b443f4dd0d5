// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Queries for benchmarks: words of random articles of an index. 47 % one word, 25 % three with OR, 15 % phrases of two,
// 13 % prefixes.

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/article_record.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_schema.h"
#include "indexer/packed_text.h"
#include "language/analyzer.h"
#include "search/index_set.h"

namespace termknit::bench {

struct Sample {
  std::string text;                // in the product's syntax
  std::vector<std::string> words;  // folded
  char kind = 'w';
};

/// An index to ask, with the analysis of its words.
struct AskedProject {
  explicit AskedProject(const std::filesystem::path& project)
      : resources({.data_folder = TERMKNIT_BENCH_DATA}),
        indexes({project.string()}, {}),
        database(open_database(*current_database(project))) {
    resources.set_vocabulary(indexes.vocabulary());
  }
  LanguageResources resources;
  IndexSet indexes;
  Xapian::Database database;
};

inline std::vector<Sample> sample_queries(const Xapian::Database& database, LanguageResources& resources,
                                          std::size_t count, unsigned seed) {
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

}  // namespace termknit::bench
