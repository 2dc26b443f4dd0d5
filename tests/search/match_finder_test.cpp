// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/match_finder.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include "search/query.h"
#include "search/searched_languages.h"
#include "tests/support/language_world.h"
#include "tests/support/temp_index.h"

namespace termknit::test {
namespace {

/// Comparable: where the matches of an article stand.
std::string shown(const Article& article, const std::vector<BlockMatches>& blocks, ArticleWords& words) {
  std::string text;
  for (const BlockMatches& block : blocks) {
    text +=
        "[" + std::to_string(block.block) + ": " + std::to_string(block.hits) + " of " + std::to_string(block.parts);
    for (const PlacedMatch& match : place_matches(article, block, words)) {
      text += " " + std::string(match.range.of(article.text)) + "/" + std::to_string(match.part) + "@" +
              std::to_string(match.range.begin) + " in " + std::to_string(match.sentence);
    }
    text += "]";
  }
  return text;
}

struct Counts {
  std::size_t in_text = 0, only_in_index = 0, hits = 0;
};

/// Both ways say the same of every article of the index.
Counts compare(TempIndex& index, const std::string& query) {
  Counts counts;
  QueryPlan plan =
      plan_query(parse_query(query), index.indexes(), language_resources(), searched_languages(index.indexes()));
  add_compounds(plan, index.indexes());
  MatchFinder finder(plan);
  ArticleWords words(language_resources());
  index.indexes().read([&](Xapian::Database& database) {
    for (Xapian::docid id = 1; id <= database.get_lastdocid(); ++id) {
      const Article article = index.indexes().article(database.get_document(id));
      words.open(article);
      const auto in_index = finder.find_in_index(database, id, article);
      const auto in_text = finder.find_in_text(article, words);
      const std::string expected = shown(article, in_index, words);
      counts.hits += hits_of(in_index);
      EXPECT_EQ(shown(article, finder.find(database, id, article, words), words), expected) << query;
      if (!in_text) {
        ++counts.only_in_index;
        continue;
      }
      ++counts.in_text;
      EXPECT_EQ(shown(article, *in_text, words), expected) << query << " in " << article.path;
    }
  });
  return counts;
}

class Matches : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* code : {"de", "en", "fi"}) {
      if (!has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
  }
};

TEST_F(Matches, AreTheSameByTheTextAndByTheIndex) {
  TempIndex index({
      {"de/kunde.txt", "de",
       "Der Kunde\n\nDie Kunden (Kunde, KUNDE; „Kunde“) und der Kunde. Kunde-Preis und Kunde_1, Kunde: Preis.\n\n"
       "Kunde@firma.de und http://kunde/kunde sind Adressen. Der Preis des Kunden stieg um 3 %, der Kunde zahlt.\n\n"
       "• Kundenpreis\n\n• Kunden-Preis\n\n• Preis des Kunden\n"},
      {"en/mail.txt", "en",
       "E-mail\n\nSend an e-mail, an E-Mail or e mail. The customer's e-mail isn't the customer. Don't mail e.g. "
       "it.\n\n"
       "The cafe\u0301 serves the customer. Customer and mail 客户 customer.\n"},
      {"fi/asiakas.txt", "fi",
       "Asiakas\n\nAsiakkaan hinta nousi. EU:n asiakas ja asiakas: hinta. Hinta asiakkaalle.\n"},
  });
  std::size_t hits = 0, in_text = 0;
  for (const char* query : {"Kunde",
                            "Kunde OR Preis",
                            "\"der Kunde\"",
                            "\"Preis des Kunden\"",
                            "Kunde NEAR/5 Preis",
                            "kund*",
                            "\"e mail\"",
                            "e-mail",
                            "mail",
                            "e",
                            "customer OR mail",
                            "customer's",
                            "isn't OR don't",
                            "asiakas",
                            "hinta OR asiakas -nousi",
                            "\"asiakkaan hinta\"",
                            "Kunde NEAR/99 Preis NEAR/99 steigen",
                            "3",
                            "firma",
                            "\"ein Wort\" OR Kunde",
                            "title:Kunde OR Preis"}) {
    const Counts counts = compare(index, query);
    hits += counts.hits;
    in_text += counts.in_text;
  }
  EXPECT_GT(hits, 60U);
  EXPECT_GE(in_text, 40U);
}

TEST_F(Matches, OfLongArticlesAreToldByTheIndex) {
  std::string text = "Der Kunde\n\n";
  for (int i = 0; i < 3000; ++i) text += "Ein Satz ohne das Wort.\n\n";
  TempIndex index({{"de/long.txt", "de", text + "Der Kunde zahlt.\n"}, {"de/short.txt", "de", "Der Kunde zahlt.\n"}});
  const Counts counts = compare(index, "Kunde");
  EXPECT_EQ(counts.only_in_index, 1U);
  EXPECT_EQ(counts.in_text, 1U);
  EXPECT_EQ(counts.hits, 3U);
}

TEST_F(Matches, OfManyBlocksThatMustBeSplitAreToldByTheIndex) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "Ein Satz mit dem Kunden und Kunden.de " + std::to_string(i) + ".\n\n";
  TempIndex index({{"de/many.txt", "de", text}});
  EXPECT_EQ(compare(index, "Kunde").only_in_index, 1U);
}

}  // namespace
}  // namespace termknit::test
