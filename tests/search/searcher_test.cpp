// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/query.h"
#include "search/spelling.h"
#include "tests/support/language_world.h"
#include "tests/support/temp_index.h"

namespace termknit::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

SearchResult search(TempIndex& index, const std::string& query, SearchOptions options = {}) {
  options.count_all = true;
  options.explain = true;
  return Searcher(index.indexes(), language_resources()).search(parse_query(query), options);
}

/// Paths of the articles found, best first.
std::vector<std::string> found(TempIndex& index, const std::string& query, const SearchOptions& options = {}) {
  std::vector<std::string> paths;
  for (const SearchHit& hit : search(index, query, options).hits) paths.push_back(hit.article);
  return paths;
}

std::string snippet(TempIndex& index, const std::string& query) {
  const SearchResult result = search(index, query);
  return result.hits.empty() ? "" : mark_matches(result.hits.front().snippet, "[", "]");
}

class Search : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* code : {"de", "lv", "cs", "en"}) {
      if (!has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
    if (!index_) {
      index_ = std::make_unique<TempIndex>(std::vector<TempArticle>{
          {"de/kunde.txt", "de",
           "Zufriedene Kunden\n\nWir messen die Zufriedenheit unserer Kunden. Der Preis steigt.\n"},
          {"de/verkauf.txt", "de", "Der Verkauf\n\nDie Kundenergebnisse des Verkaufs wurden gestern besprochen.\n"},
          {"lv/pardosana.txt", "lv", "Tirgus\n\nUzņēmums uzlabo pārdošanu un klientu apkalpošanu katru gadu.\n"},
          {"cs/servis.txt", "cs",
           "Firma\n\nFirma nabízí nový způsob zákaznického servisu. Prodej roste. Cena klesá.\n"},
          {"fi/asiakas.txt", "fi", "Yritys\n\nYritys tarjoaa asiakkaille uutta palvelua joka päivä.\n"},
          {"en/customer.txt", "en", "Report\n\nThe customers complained about the circuit breakers in the box.\n"}});
    }
  }
  static void TearDownTestSuite() { index_.reset(); }
  static std::unique_ptr<TempIndex> index_;
};
std::unique_ptr<TempIndex> Search::index_;

TEST_F(Search, FindsEveryFormOfAWordInFiveLanguages) {
  EXPECT_THAT(found(*index_, "Kunde"), testing::Contains("de/kunde.txt"));
  EXPECT_THAT(found(*index_, "pārdošana"), ElementsAre("lv/pardosana.txt"));
  EXPECT_THAT(found(*index_, "zákaznický"), ElementsAre("cs/servis.txt"));
  EXPECT_THAT(found(*index_, "asiakas"), ElementsAre("fi/asiakas.txt"));
  EXPECT_THAT(found(*index_, "customer"), ElementsAre("en/customer.txt"));
}

TEST_F(Search, FindsPhrasesInAnyInflection) {
  EXPECT_THAT(found(*index_, "\"zákaznický servis\""), ElementsAre("cs/servis.txt"));
  EXPECT_THAT(found(*index_, "\"klientu apkalpošana\""), ElementsAre("lv/pardosana.txt"));
  EXPECT_THAT(found(*index_, "\"circuit breaker\""), ElementsAre("en/customer.txt"));
  EXPECT_THAT(found(*index_, "\"breaker circuit\""), IsEmpty());
}

TEST_F(Search, NoPhraseCrossesASentence) {
  EXPECT_THAT(found(*index_, "\"servis prodej\""), IsEmpty());
  EXPECT_THAT(found(*index_, "servis NEAR/100 prodej"), IsEmpty());
}

TEST_F(Search, FindsWithoutDiacritics) {
  EXPECT_THAT(found(*index_, "pardosanu"), ElementsAre("lv/pardosana.txt"));
  EXPECT_THAT(found(*index_, "pardosana"), ElementsAre("lv/pardosana.txt"));  // a lemma that is printed nowhere
  EXPECT_THAT(found(*index_, "\"zakaznicky servis\""), ElementsAre("cs/servis.txt"));
  EXPECT_THAT(found(*index_, "pardo*"), ElementsAre("lv/pardosana.txt"));
}

TEST_F(Search, FindsPartsOfCompounds) {
  EXPECT_THAT(found(*index_, "Ergebnis"), ElementsAre("de/verkauf.txt"));
  EXPECT_EQ(snippet(*index_, "Ergebnis"), "Die [Kundenergebnisse] des Verkaufs wurden gestern besprochen.");
}

TEST_F(Search, CountsAPartOfACompoundWhereTheWordStandsAlone) {
  EXPECT_EQ(search(*index_, "Ergebnis Preis OR Ergebnis").hits.front().matches, 1U);
  EXPECT_THAT(found(*index_, "\"die Kundenergebnisse\""), ElementsAre("de/verkauf.txt"));
  EXPECT_THAT(found(*index_, "\"die Ergebnisse\""), IsEmpty());
  EXPECT_THAT(found(*index_, "Ergebnis NEAR/3 Verkauf"), IsEmpty());
}

TEST_F(Search, UnderstandsOperatorsAndFields) {
  EXPECT_THAT(found(*index_, "servis OR klients"), UnorderedElementsAre("cs/servis.txt", "lv/pardosana.txt"));
  EXPECT_THAT(found(*index_, "Kunde -Preis"), ElementsAre("de/verkauf.txt"));
  EXPECT_THAT(found(*index_, "Kunde NOT (Preis OR Verkauf)"), IsEmpty());
  EXPECT_THAT(found(*index_, "title:Verkauf"), ElementsAre("de/verkauf.txt"));
  EXPECT_THAT(found(*index_, "title:\"zufriedener Kunde\""), ElementsAre("de/kunde.txt"));
  EXPECT_THAT(found(*index_, "title:Zufriedenheit"), IsEmpty());
  EXPECT_THAT(found(*index_, "lang:fi"), ElementsAre("fi/asiakas.txt"));
  EXPECT_THAT(found(*index_, "path:de/*"), UnorderedElementsAre("de/kunde.txt", "de/verkauf.txt"));
  EXPECT_THAT(found(*index_, "path:servis"), ElementsAre("cs/servis.txt"));
  EXPECT_THAT(found(*index_, "kund*"), UnorderedElementsAre("de/kunde.txt", "de/verkauf.txt"));
  EXPECT_THAT(found(*index_, "Firma NEAR/5 způsob"), ElementsAre("cs/servis.txt"));
  EXPECT_THAT(found(*index_, "Firma NEAR/2 servis"), IsEmpty());
}

TEST_F(Search, AsksInTheLanguagesOfTheSearchOnly) {
  EXPECT_THAT(found(*index_, "Kunde", {.languages = {lang("lv")}}), IsEmpty());
  EXPECT_THAT(found(*index_, "pārdošana", {.languages = {lang("lv")}}), ElementsAre("lv/pardosana.txt"));
}

TEST_F(Search, MarksTheMatchesInTheSentenceThatHasMost) {
  EXPECT_EQ(snippet(*index_, "Zufriedenheit Kunde"), "Wir messen die [Zufriedenheit] unserer [Kunden].");
  EXPECT_EQ(snippet(*index_, "\"zákaznický servis\""), "Firma nabízí nový způsob [zákaznického servisu].");
  EXPECT_EQ(snippet(*index_, "asiak*"), "Yritys tarjoaa [asiakkaille] uutta palvelua joka päivä.");
}

TEST_F(Search, CountsMatchesAndLanguages) {
  const SearchResult result = search(*index_, "Kunde OR klients OR zákaznický");
  EXPECT_EQ(result.total, 4U);
  EXPECT_TRUE(result.total_is_exact);
  EXPECT_THAT(result.by_language,
              ElementsAre(testing::Pair(lang("cs"), 1U), testing::Pair(lang("de"), 2U), testing::Pair(lang("lv"), 1U)));
  const SearchResult kunde = search(*index_, "Kunde lang:de -Verkauf");
  ASSERT_EQ(kunde.hits.size(), 1U);
  EXPECT_EQ(kunde.hits.front().matches, 2U);
  EXPECT_EQ(kunde.hits.front().title, "Zufriedene Kunden");
}

TEST_F(Search, OffersSpellingsThatKnowDiacritics) {
  EXPECT_THAT(search(*index_, "zpusobb").suggestions, ElementsAre("způsob"));
  EXPECT_THAT(search(*index_, "Zufridenheit").suggestions, testing::Contains("Zufriedenheit"));
  EXPECT_THAT(search(*index_, "Prreis lang:de").suggestions, testing::Contains("Preis AND lang:de"));
  EXPECT_THAT(search(*index_, "qqqqqqqqqq").suggestions, IsEmpty());
}

TEST_F(Search, ShowsTheQueryAsUnderstood) {
  const std::string explained = search(*index_, "Kunde -Preis", {.explain = true}).explained;
  EXPECT_THAT(explained, HasSubstr("(Kunde AND NOT Preis)"));
  EXPECT_THAT(explained, HasSubstr("other forms: kunden"));
  EXPECT_THAT(explained, HasSubstr("in compounds: kunde"));
  EXPECT_THAT(search(*index_, "title:Kunde lang:de path:*", {.explain = true}).explained,
              AllOf(HasSubstr("in a title"), HasSubstr("only articles in de"), HasSubstr("only articles at ")));
}

TEST(SearchOrder, TypedBeforeInflectedBeforePartBeforeFolded) {
  if (!has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  const std::string filler = " Heute scheint die Sonne über dem Wald, und alle gehen gern spazieren.";
  // The closer the match, the longer the article: length alone would turn the order round.
  TempIndex index({{"1.txt", "de", "Der Bär schläft." + filler + filler + filler + filler},
                   {"2.txt", "de", "Die Bären schlafen, die Bären." + filler + filler},
                   {"3.txt", "de", "Ein Braunbär schläft." + filler},
                   {"4.txt", "de", "Die Bar öffnet. Die Bar. Die Bar."},
                   {"5.txt", "de", "Nichts." + filler}});
  const SearchResult result = search(index, "Bär");
  std::vector<std::string> paths;
  for (const SearchHit& hit : result.hits) paths.push_back(hit.article);
  EXPECT_THAT(paths, ElementsAre("1.txt", "2.txt", "3.txt", "4.txt"));
  for (std::size_t i = 0; i < result.hits.size(); ++i) {
    EXPECT_EQ(static_cast<int>(result.hits[i].score), 3 - static_cast<int>(i));
  }
}

TEST(SearchOrder, PagesAreSlicesOfTheWholeList) {
  std::vector<TempArticle> articles;
  for (int i = 0; i < 23; ++i) {
    const char* word = i % 3 == 0 ? "customer" : i % 3 == 1 ? "customers" : "coustomer";
    articles.push_back({"a" + std::to_string(100 + i) + ".txt", "en",
                        std::string("The ") + word + " number " + std::to_string(i) + " came in today."});
  }
  TempIndex index(articles);
  const std::vector<std::string> all = found(index, "customer", {.limit = 100});
  EXPECT_EQ(all.size(), 16U);
  std::vector<std::string> pages;
  for (std::size_t offset = 0; offset < 20; offset += 3) {
    const SearchResult page = search(index, "customer", {.limit = 3, .offset = offset});
    for (const SearchHit& hit : page.hits) {
      pages.push_back(hit.article);
      EXPECT_EQ(hit.rank, pages.size());
    }
  }
  EXPECT_EQ(pages, all);
  std::vector<std::string> sorted = all;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(found(index, "customer", {.limit = 100, .sort = SortOrder::article}), sorted);
}

TEST(SearchOrder, ShardsAnswerAsOneIndex) {
  std::vector<TempArticle> articles;
  for (int i = 0; i < 30; ++i) {
    articles.push_back({"a" + std::to_string(i) + ".txt", "en",
                        "Report " + std::to_string(i) + "\n\nThe customer" + (i % 2 ? "s" : "") + " of region " +
                            std::to_string(i % 7) + " asked for better service" +
                            std::string(static_cast<std::size_t>(i % 5), '!')});
  }
  TempIndex one(articles);
  TempIndex four(articles, 4);
  for (const char* query :
       {"customer", "\"better service\"", "custom* -region", "region NEAR/3 asked", "path:a1*", "lang:en"})
    EXPECT_EQ(found(four, query), found(one, query)) << query;
}

TEST(SearchLimits, LongTermsDoNoHarm) {
  const std::string longest(90, 'x');
  std::string combining = "e";
  for (int i = 0; i < 90; ++i) combining += "\u0301";
  TempIndex index(
      {{"a.txt", "en", "A " + longest + " and " + std::string(10'000, 'y') + " and " + combining + " end."}});
  EXPECT_THAT(found(index, longest), ElementsAre("a.txt"));
  EXPECT_THAT(found(index, "end"), ElementsAre("a.txt"));
  EXPECT_THAT(found(index, std::string(900, 'y')), IsEmpty());
  EXPECT_THAT(found(index, combining), ElementsAre("a.txt"));
}

TEST(SearchLimits, NothingButPunctuationFindsNothing) {
  TempIndex index({{"a.txt", "en", "One word."}});
  for (const char* query : {"!!!", "\"...\"", "- ?"}) EXPECT_THAT(found(index, query), IsEmpty()) << query;
  EXPECT_THAT(found(index, "one & word …"), ElementsAre("a.txt"));
}

TEST(SearchLimits, MatchesAreCountedInEveryBlock) {
  TempIndex index({{"a.txt", "en", "First line.\n\nThe quick brown fox.\n\nLast line with a fox."}});
  const SearchResult result = search(index, "fox");
  ASSERT_EQ(result.hits.size(), 1U);
  EXPECT_EQ(result.hits.front().matches, 2U);
}

TEST(Spelling, CountsADiacriticAsAQuarterOfALetter) {
  EXPECT_DOUBLE_EQ(spelling_distance(U"servis", U"servis", 2), 0);
  EXPECT_DOUBLE_EQ(spelling_distance(U"kun", U"kůň", 2), 0.5);
  EXPECT_DOUBLE_EQ(spelling_distance(U"kunde", U"kudne", 2), 1);
  EXPECT_DOUBLE_EQ(spelling_distance(U"kunde", U"kunden", 2), 1);
  EXPECT_GT(spelling_distance(U"kunde", U"servis", 2), 2);
}

}  // namespace
}  // namespace termknit::test
