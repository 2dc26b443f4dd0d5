// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/index_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "search/concordance.h"
#include "search/query.h"
#include "search/searcher.h"
#include "tests/support/language_world.h"
#include "tests/support/temp_index.h"

namespace termknit::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<TempArticle> many_articles() {
  std::vector<TempArticle> articles;
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    articles.push_back({"en/" + n + ".txt", "en",
                        "Report " + n + "\n\nThe customer" + (i % 3 ? "s" : "") + " of region " +
                            std::to_string(i % 7) + " asked for " + (i % 2 ? "better" : "cheaper") +
                            " service and more circuit breakers.\n"});
    articles.push_back({"de/" + n + ".txt", "de",
                        "Bericht " + n + "\n\nDie Kundenergebnisse der Region " + n + " sind gut für den Verkauf.\n"});
  }
  return articles;
}

const std::vector<std::string> kQueries{"customer",
                                        "Ergebnis",
                                        "\"circuit breaker\"",
                                        "better service -cheaper",
                                        "kunden*",
                                        "region NEAR/4 asked",
                                        "title:report",
                                        "path:de/1*",
                                        "lang:de Verkauf",
                                        "customr"};

struct Answer {
  std::vector<std::string> hits{}, snippets{}, suggestions{};
  std::size_t total = 0;
  bool operator==(const Answer&) const = default;
};

Answer ask(IndexSet& indexes, const std::string& query) {
  language_resources().set_vocabulary(indexes.vocabulary());
  const SearchResult result = Searcher(indexes, language_resources()).search(parse_query(query), {.count_all = true});
  Answer answer{.suggestions = result.suggestions, .total = result.total};
  for (const SearchHit& hit : result.hits) {
    answer.hits.push_back(hit.article);
    answer.snippets.push_back(hit.snippet);
  }
  return answer;
}

TEST(IndexSet, SearchesSeveralLocalIndexesAsOne) {
  TempIndex a({{"a.txt", "en", "The red fox."}});
  TempIndex b({{"b.txt", "en", "The blue fox."}});
  IndexSet both({a.project().string(), b.folder().path().string()}, {});
  EXPECT_EQ(both.article_count(), 2U);
  EXPECT_THAT(ask(both, "fox").hits, testing::UnorderedElementsAre("a.txt", "b.txt"));
}

TEST(IndexSet, ReadsStubFiles) {
  TempIndex a({{"a.txt", "en", "The red fox."}});
  TempIndex b({{"b.txt", "en", "The blue fox."}});
  const TempFolder folder;
  const auto database = [](const TempIndex& index) {
    for (const auto& entry : std::filesystem::directory_iterator(index.project())) {
      if (entry.is_directory()) return entry.path().string();
    }
    return std::string();
  };
  const auto stub = folder.write("all.stub", "# both\nauto " + database(a) + "\nglass " + database(b) + "\n");
  IndexSet both({stub.string()}, {});
  EXPECT_EQ(both.article_count(), 2U);
  EXPECT_THROW(IndexSet({folder.write("bad.stub", "remote :rm -rf\n").string()}, {}), Error);
}

TEST(IndexSet, SaysWhatIsMissingAndSearchesTheRest) {
  TempIndex a({{"a.txt", "en", "The red fox."}});
  std::vector<std::string> said;
  IndexSet some({a.project().string(), "/nowhere/at/all"}, [&](const Diagnostic& diagnostic) {
    said.push_back(diagnostic.place.file + ": " + diagnostic.message);
  });
  EXPECT_THAT(some.missing(), ElementsAre("/nowhere/at/all"));
  EXPECT_THAT(said, ElementsAre(HasSubstr("not searched")));
  EXPECT_THAT(ask(some, "fox").hits, ElementsAre("a.txt"));
  EXPECT_THROW(IndexSet({"/nowhere/at/all"}, {}), Error);
}

TEST(IndexSet, FourServedShardsAnswerAsOneIndex) {
  TempIndex one(many_articles());
  TempIndex four(many_articles(), 4);
  std::vector<std::unique_ptr<ServedDatabase>> servers;
  std::vector<std::string> names;
  std::filesystem::path database;
  for (const auto& entry : std::filesystem::directory_iterator(four.project())) {
    if (entry.is_directory()) database = entry.path();
  }
  for (int shard = 1; shard <= 4; ++shard) {
    servers.push_back(std::make_unique<ServedDatabase>(database / ("shard." + std::to_string(shard))));
    if (servers.back()->address().empty()) GTEST_SKIP() << "xapian-tcpsrv (package xapian-tools) is not installed";
    names.push_back(servers.back()->address());
  }
  IndexSet served(names, {});
  EXPECT_EQ(served.article_count(), 80U);
  for (const std::string& query : kQueries) {
    const Answer expected = ask(one.indexes(), query), answer = ask(served, query);
    EXPECT_EQ(answer.hits, expected.hits) << query;
    EXPECT_EQ(answer.snippets, expected.snippets) << query;
    EXPECT_EQ(answer.suggestions, expected.suggestions) << query;
    EXPECT_EQ(answer.total, expected.total) << query;
  }
  std::size_t lines = 0;
  Concordance(served, language_resources()).find(parse_query("customer"), {}, [&](const ConcordanceLine&) { ++lines; });
  EXPECT_EQ(lines, 28U);  // of 40: a repeated block gives its lines once

  // One goes down: what the others hold is still found, and the result says so.
  servers[2]->stop();
  const SearchResult partial = Searcher(served, language_resources()).search(parse_query("customer"), {.limit = 100});
  EXPECT_THAT(partial.missing, ElementsAre(names[2]));
  EXPECT_LT(partial.total, 40U);
  EXPECT_GT(partial.total, 20U);
  // So it is for one that is down from the beginning.
  IndexSet three(names, {});
  EXPECT_THAT(three.missing(), ElementsAre(names[2]));
  EXPECT_EQ(ask(three, "customer").total, partial.total);
  // Without the shard that keeps the vocabulary, dictionaries answer.
  servers[0]->stop();
  EXPECT_THAT(ask(three, "customers").hits, Not(IsEmpty()));
}

}  // namespace
}  // namespace termknit::test
