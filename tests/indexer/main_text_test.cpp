// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a web page. Each page is small, and each is of a kind that the web is full of.
#include "indexer/main_text.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/readers.h"

namespace termknit {
namespace {

using testing::ElementsAre;

std::vector<std::string> main_text(std::string_view html) {
  std::vector<std::string> kept;
  for (const ReadBlock& block : read_html(html).blocks) {
    if (!block.boilerplate) kept.push_back(block.text);
  }
  return kept;
}

const std::string kMenu = "<div><a href=1>Start</a> <a href=2>Kontakt</a></div>";
const std::string kSentence =
    "Die Stadtwerke erneuern im Mai das Netz, und rund tausend Haushalte bekommen dabei einen neuen Anschluss.";
const std::string kShort = "Der Umbau dauert drei Jahre.";

std::string p(const std::string& text) {
  return "<p>" + text + "</p>";
}

TEST(MainText, ADocumentWithoutHeadAndBodyIsReadToItsEnd) {
  EXPECT_THAT(main_text(kMenu + p(kSentence) + p(kShort)), ElementsAre(kSentence, kShort));
  EXPECT_THAT(main_text("<html><body>" + p(kSentence) + "</body></html>" + p(kShort)), ElementsAre(kSentence, kShort));
  EXPECT_THAT(main_text("Nur Text."), ElementsAre("Nur Text."));
}

TEST(MainText, AFormAroundTheWholePageIsNoForm) {
  EXPECT_THAT(main_text("<form id=aspnetForm>" + kMenu + p(kSentence) + "<form><label>Ihr Name</label></form></form>"),
              ElementsAre(kSentence));
}

TEST(MainText, AClassThatSpeaksOfASidebarElsewhereIsNoSidebar) {
  for (const char* name : {"page has-sidebar", "wrapper no-comments", "hentry comments-open", "withSidebar"}) {
    EXPECT_THAT(main_text("<div class='" + std::string(name) + "'><h1>Netz</h1>" + p(kSentence) +
                          "<div class='page-sidebar'>" + p(kShort) + "</div></div>"),
                ElementsAre("Netz", kSentence))
        << name;
  }
}

TEST(MainText, ANameOnTheElementWithTheHeadlineIsNotBelieved) {
  EXPECT_THAT(main_text("<div class='social-wrapper'><h1>Netz</h1>" + p(kSentence) + "</div>"),
              ElementsAre("Netz", kSentence));
  EXPECT_THAT(main_text("<div class=menu>" + p(kSentence) + "</div>"), ElementsAre(kSentence)) << "there is no other";
}

TEST(MainText, WordsWithinWordsAreNoNames) {
  for (const char* name : {"shareholder", "unrelated", "tocantins", "navy"}) {
    EXPECT_THAT(main_text(p(kSentence) + "<div class=" + std::string(name) + ">" + p(kSentence + " Ja.") + "</div>"),
                ElementsAre(kSentence, kSentence + " Ja."))
        << name;
  }
}

TEST(MainText, TeasersInArticleElementsAreNotTheArticle) {
  std::string teasers;
  for (const char* title : {"Freibad", "Bücherei", "Rathaus", "Bahnhof"})
    teasers += "<article><h2><a href=x>" + std::string(title) + "</a></h2>" + p(kShort) + "</article>";
  const std::string story = "<h1>Netz</h1>" + p(kSentence) + p(kSentence + " Ja.") + p(kSentence + " Nein.");
  const auto whole = ElementsAre("Netz", kSentence, kSentence + " Ja.", kSentence + " Nein.");
  EXPECT_THAT(main_text("<div>" + story + "</div><div>" + teasers + "</div>"), whole);
  EXPECT_THAT(main_text("<main><article>" + story + "</article><h2>Mehr</h2>" + teasers + "</main>"), whole);
  EXPECT_THAT(main_text("<div itemscope itemtype='http://schema.org/NewsArticle'>" + story + "</div>" + teasers),
              whole);
}

TEST(MainText, APageOfArticlesKeepsShortAndLongOnes) {
  std::string page = "<header><h1><a href=/>Blog</a></h1></header><main>";
  for (const std::string& text : {kSentence + kSentence + kSentence + kSentence + kSentence, kShort, kSentence})
    page += "<article><h2><a href=x>Titel " + std::to_string(text.size()) + "</a></h2>" + p(text) + "</article>";
  EXPECT_EQ(main_text(page + "</main>").size(), 6U);
}

TEST(MainText, LinksWithLeadsAreOtherArticlesUnlessThePageIsAListOfThem) {
  std::string list;
  for (const char* title : {"Bohrer", "Säge", "Hobel", "Feile"})
    list += "<li><a href=x>" + std::string(title) + "</a><div>Gut für " + title + " und Werkstatt.</div></li>";
  EXPECT_THAT(main_text(p(kSentence) + p(kSentence + " Ja.") + "<ul>" + list + "</ul>"),
              ElementsAre(kSentence, kSentence + " Ja."));
  EXPECT_THAT(main_text("<h1>Werkzeug</h1><ul>" + list + "</ul>").size(), 9U);
}

TEST(MainText, ShortLinesAtTheEdgesGoAndThoseBesideTheTextStay) {
  EXPECT_THAT(main_text("<div><div>Stadt Tal</div></div><div><h1>Netz</h1>" + p(kSentence) + p("Bis bald!") +
                        "</div><div><div>Telefon 12 34</div></div>"),
              ElementsAre("Netz", kSentence, "Bis bald!"));
}

TEST(MainText, AVeryShortArticleIsOne) {
  EXPECT_THAT(main_text("<div id=kopf><h2>Gemeinde</h2><p>Offizielle Seite</p></div>" + kMenu +
                        "<div><h1>Kein Wasser</h1><p>Am Montag gibt es kein Wasser.</p></div><div><p>Tel. 5</p></div>"),
              ElementsAre("Kein Wasser", "Am Montag gibt es kein Wasser."));
}

TEST(MainText, TablesOfALayoutAndTablesOfDataAreToldApart) {
  EXPECT_THAT(
      main_text("<table><tr><td>Verein</td></tr><tr><td><a href=1>Start</a></td><td>" + p(kSentence) +
                "<table><tr><td>März</td><td>säen</td></tr><tr><td>Mai</td><td>ernten</td></tr></table></td></tr>"
                "<tr><td>Impressum, Telefon</td></tr></table>"),
      ElementsAre(kSentence, "März", "säen", "Mai", "ernten"));
}

TEST(MainText, AHeadingOverLinksGoesWithThem) {
  EXPECT_THAT(main_text("<main><h1>Netz</h1>" + p(kSentence) + "<h2>Mehr</h2><ul><li><a href=1>Bad</a></ul></main>"),
              ElementsAre("Netz", kSentence));
}

TEST(MainText, HeadingsOfSeveralLevelsOverLinksGoAndThoseOverTextStay) {
  EXPECT_THAT(main_text("<main><h1>Netz</h1><h2>Plan</h2><h3>Mai</h3>" + p(kSentence) +
                        "<h2>Mehr</h2><h3>Baden</h3><ul><li><a href=1>Bad</a></ul></main>"),
              ElementsAre("Netz", "Plan", "Mai", kSentence));
}

TEST(MainText, AnAnchorIsNoLink) {
  EXPECT_THAT(main_text("<a name=top><p>" + kSentence + "</p><p>" + kShort + "</p></a>"),
              ElementsAre(kSentence, kShort));
}

TEST(MainText, APageOfLinksKeepsThem) {
  EXPECT_EQ(main_text("<ul><li><a href=1>Bad</a><li><a href=2>Bahn</a></ul>").size(), 2U);
}

TEST(MainText, TheHeadlinesOwnLinksAreNoText) {
  EXPECT_THAT(main_text("<h1>Netz<a class=headerlink href=#>¶</a></h1>" + p(kSentence)),
              ElementsAre("Netz", kSentence));
  EXPECT_EQ(read_html("<title>T</title><svg><title>Logo</title></svg>" + p(kShort)).title, "T");
  EXPECT_EQ(read_html("<h1>Netz</h1>" + p(kSentence) + "<h1>Zweites</h1>" + p(kSentence + " Ja.")).title, "Netz");
}

TEST(MainText, LinksSideBySideAreSeparateWords) {
  EXPECT_EQ(read_html("<p><a href=1>Bad</a><a href=2>Bahn</a></p>").blocks.front().text, "Bad Bahn");
  EXPECT_EQ(read_html("<p>Ver<b>kauf</b>s<a href=1>leiter</a>in</p>").blocks.front().text, "Verkaufsleiterin");
}

TEST(MainText, HostilePagesTakeLinearTime) {
  const auto start = std::chrono::steady_clock::now();
  std::string nested, cells = "<table>", cards, headings;
  for (int i = 0; i < 50'000; ++i) {
    nested += "<article class=menu><blockquote>Wort";
    cells += "<tr><td>Wort " + std::to_string(i) + "</td></tr>";
    cards += "<a href=x>Titel</a><div>Kurz.</div><a href=x>A</a><div>B.</div><a href=x>C</a><div>D.</div><h3>E</h3>";
    headings += "<h2><a href=x>A</a></h2><h2><a href=x>B</a></h2><h2><a href=x>C</a></h2>";
  }
  EXPECT_EQ(read_html(nested).blocks.size(), 50'000U);
  EXPECT_EQ(main_text(p(kSentence) + cells + "</table>").size(), 50'001U);
  EXPECT_EQ(read_html(cards).blocks.size(), 350'000U);
  EXPECT_THAT(main_text(p(kSentence) + headings), ElementsAre(kSentence));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

}  // namespace
}  // namespace termknit
