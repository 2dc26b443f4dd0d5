// SPDX-License-Identifier: GPL-3.0-or-later
// Articles as they come: odd letters, odd files, odd pages. Cases A10 to A31 of the robustness catalogue that no other
// test has, through the command itself.

#include <ctime>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/cli/texts.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kSentence = "Der Kunde ist zufrieden mit unserem Service.";

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

/// A folder with one article, indexed.
struct OneArticle {
  TempFolder folder;
  CommandResult indexed;

  OneArticle(const std::string& name, const std::string& bytes) {
    folder.write("texts/" + name, bytes);
    indexed = run(folder.path(), {"index", "texts"});
  }
  std::string found(const std::string& query) const { return run(folder.path(), {"search", query, "--tsv"}).out; }
  bool finds(const std::string& query) const { return run(folder.path(), {"search", query}).exit_code == 0; }
  std::string terms() const { return run(folder.path(), {"extract", "--all", "--tsv"}).out; }
  std::string dump() const { return run(folder.path(), {"doctor", "--dump"}).out; }
};

TEST(Articles, InvisibleLettersAreNoPartOfAWord) {  // A10
  const OneArticle article("x.txt",
                           "Die Kunden\u202Ezufriedenheit ist wichtig. Der Kunden\u200Bservice hilft. Das "
                           "Ver\u00ADtrags\u00ADwerk gilt. Die Rech\uFEFFnung kommt.\n");
  for (const char* word : {"Kundenzufriedenheit", "Kundenservice", "Vertragswerk", "Rechnung"})
    EXPECT_TRUE(article.finds(word)) << word;
  EXPECT_THAT(article.terms(), AllOf(Not(HasSubstr("\u202E")), Not(HasSubstr("\u200B")), Not(HasSubstr("\u00AD"))));
}

TEST(Articles, AWordOfTwoScriptsIsNotTheOneItLooksLike) {  // A11
  const OneArticle article("x.txt", "Die Kundenzufri\u0435denheit steigt. Die Kundenzufriedenheit ist messbar.\n");
  EXPECT_THAT(article.dump(), AllOf(HasSubstr("\tkundenzufri\u0435denheit\t1"), HasSubstr("\tkundenzufriedenheit\t1")));
}

TEST(Articles, EveryParagraphHasItsOwnLanguage) {  // A12
  const OneArticle article("x.txt",
                           "Unsere Kunden erwarten schnellen Service und gute Beratung in allen Filialen. Wir messen "
                           "deshalb jede Woche, wie zufrieden sie mit uns sind.\n\n"
                           "Pārdošana ir process, kurā uzņēmums piedāvā klientiem savus produktus un pakalpojumus. "
                           "Laba klientu apkalpošana veicina klientu apmierinātību.\n\n"
                           "The company improves customer service and sales in every branch. Satisfied customers come "
                           "back and recommend the products to their friends.\n");
  EXPECT_THAT(article.dump(), AllOf(HasSubstr("vocabulary\tKunden de\t"), HasSubstr("vocabulary\tklientu lv\t"),
                                    HasSubstr("vocabulary\tbranch en\t")));
}

TEST(Articles, NumbersAddressesAndCodeGiveNoTerms) {  // A13
  const OneArticle article("x.txt",
                           "12345 67890 1111 2222 3333\n\nhttps://example.org/a/b?c=d https://doi.org/10.1007/s001\n\n"
                           "ISBN 978-3-16-148410-0\n");
  EXPECT_EQ(article.indexed.exit_code, 0);
  EXPECT_THAT(article.terms(), AllOf(Not(HasSubstr("https")), Not(HasSubstr("10.1007")), Not(HasSubstr("12345"))));
}

TEST(Articles, TextWithoutLineBreaksTakesTimeAndMemoryThatGrowWithIt) {  // A14
  const auto cpu = [](const std::string& text) {
    const auto children = [] {
      rusage used{};
      ::getrusage(RUSAGE_CHILDREN, &used);
      return static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) / 1e6;
    };
    const double before = children();
    const OneArticle article("x.txt", text);
    EXPECT_EQ(article.indexed.exit_code, 0) << article.indexed.err;
    EXPECT_TRUE(text.find(' ') == std::string::npos || article.finds("Wort"));
    return children() - before;
  };
  for (const char* piece : {"Wort ", "Wort"}) {
    const double once = cpu(repeat(piece, 200'000)), twice = cpu(repeat(piece, 400'000));
    EXPECT_LT(twice, once * 2.5 + 1) << piece;
  }
}

TEST(Articles, OddWordsDoNoHarm) {  // A15
  const OneArticle article("x.txt", repeat("x", 10'000) + "\n\n" + repeat("----- ", 200) + "\n\n" + repeat("😀", 1'000) +
                                        "\n\na" + repeat("\u0301", 5'000) + "\n\n" + kSentence + "\n");
  EXPECT_EQ(article.indexed.exit_code, 0) << article.indexed.err;
  EXPECT_TRUE(article.finds("Kunde"));
  EXPECT_THAT(article.terms(), AllOf(Not(HasSubstr("xxxxx")), Not(HasSubstr("---"))));
}

TEST(Articles, LinksAreNotFollowedUnlessAskedFor) {  // A16, A17
  const TempFolder folder;
  folder.write("texts/a/x.txt", kSentence);
  folder.write("elsewhere.txt", "Ein Geheimnis der Verwaltung.");
  std::filesystem::create_symlink("..", folder.path() / "texts/a/up");
  std::filesystem::create_symlink("../elsewhere.txt", folder.path() / "texts/link.txt");
  const CommandResult plain = run(folder.path(), {"index", "texts"});
  EXPECT_THAT(plain.out, HasSubstr("1 articles"));
  EXPECT_THAT(plain.err, AllOf(HasSubstr("a/up: is a link and not followed"), HasSubstr("link.txt: is a link")));
  const CommandResult following = run(folder.path(), {"index", "texts", "--follow"});
  EXPECT_THAT(following.out, HasSubstr("2 articles"));
}

TEST(Articles, AnyFileNameIsIndexedFoundAndRemovedAgain) {  // A18
  const TempFolder folder;
  const std::vector<std::string> names{"new\nline.txt", "tab\there.txt", "esc\033[2J.txt",
                                       "quo\"te.txt",   "-dash.txt",     "bad\xFF\xFE.txt"};
  for (const std::string& name : names) folder.write("texts/" + name, kSentence);
  EXPECT_THAT(run(folder.path(), {"index", "texts"}).out, HasSubstr("6 articles"));
  const CommandResult shown = run(folder.path(), {"search", "Kunde"});
  EXPECT_THAT(shown.out, Not(HasSubstr("\033[2J")));
  EXPECT_THAT(run(folder.path(), {"search", "Kunde", "--json"}).out, HasSubstr("\"total\":6"));
  for (const std::string& name : names) std::filesystem::remove(folder.path() / "texts" / name);
  EXPECT_THAT(run(folder.path(), {"index"}).out, HasSubstr("6 removed"));
}

TEST(Articles, AFileOverTheLimitIsNotRead) {  // A22
  const TempFolder folder;
  folder.write("texts/good.txt", kSentence);
  folder.write("texts/sparse.txt", "");
  std::filesystem::resize_file(folder.path() / "texts/sparse.txt", std::uintmax_t{3} << 30);
  const CommandResult result = run(folder.path(), {"index", "texts"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("sparse.txt: skipped: is 3221225472 bytes long; the limit is"));
}

TEST(Articles, ADeepFolderAndFewHandlesDo) {  // A23
  const TempFolder folder;
  std::string path = "texts";
  for (int i = 0; i < 400; ++i) path += "/d";
  folder.write(path + "/deep.txt", kSentence);
  for (int i = 0; i < 200; ++i) folder.write("texts/" + std::to_string(i) + ".txt", kSentence);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  const rlimit few{64, before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &few);
  const CommandResult result = run(folder.path(), {"index", "texts"});
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("201 articles"));
}

TEST(Articles, ChangesAreCountedAndEndAsAFreshIndexWould) {  // A24
  const TempFolder folder;
  for (const char* name : {"a", "b", "c", "d"})
    folder.write(std::string("texts/") + name + ".txt", kSentence + " Abschnitt " + name + ".");
  run(folder.path(), {"index", "texts"});
  EXPECT_THAT(run(folder.path(), {"index", "texts"}).out, HasSubstr("0 added, 0 changed, 0 removed, 4 unchanged"));
  folder.write("texts/a.txt", "Der Vertrag wurde geändert und neu unterschrieben.");
  std::filesystem::remove(folder.path() / "texts/b.txt");
  std::filesystem::rename(folder.path() / "texts/c.txt", folder.path() / "texts/e.txt");
  EXPECT_THAT(run(folder.path(), {"index", "texts"}).out,
              HasSubstr("0 added, 1 changed, 1 removed, 1 unchanged, 1 renamed"));
  const std::string updated = run(folder.path(), {"doctor", "--dump"}).out;
  std::filesystem::remove_all(folder.path() / ".termknit");
  run(folder.path(), {"index", "texts"});
  EXPECT_EQ(run(folder.path(), {"doctor", "--dump"}).out, updated);
}

TEST(Pages, AreReadHoweverDeepTheyAre) {  // A25
  const OneArticle page("x.html", "<html><body>" + repeat("<div>", 100'000) + kSentence + repeat("</div>", 100'000));
  EXPECT_TRUE(page.finds("Kunde"));
}

TEST(Pages, WhatIsNeverClosedHidesOnlyItself) {  // A26
  for (const char* open : {"<script>var verkauf = 1;", "<!-- verkauf", "<style>.verkauf {"}) {
    const OneArticle page("x.html", "<html><body><p>" + kSentence + "</p>" + open);
    EXPECT_TRUE(page.finds("Kunde")) << open;
    EXPECT_FALSE(page.finds("verkauf")) << open;
  }
}

TEST(Pages, ATagWithThousandsOfAttributesEnds) {  // A27
  std::string tag = "<p";
  for (int i = 0; i < 20'000; ++i) tag += " a" + std::to_string(i) + "='" + std::to_string(i) + "'";
  const OneArticle page("x.html", "<html><body>" + tag + ">" + kSentence + "</p></body></html>");
  EXPECT_TRUE(page.finds("Kunde") || page.indexed.exit_code == 3) << page.indexed.err;
}

TEST(Pages, ValidUtf8WinsOverWhatIsDeclared) {  // A28
  const OneArticle page("x.html",
                        "<?xml version='1.0' encoding='iso-8859-2'?><html><head><meta charset=iso-8859-1>"
                        "<meta http-equiv='Content-Type' content='text/html; charset=windows-1257'></head>"
                        "<body><p>Schöne Grüße an die Bären im Wald.</p></body></html>");
  EXPECT_TRUE(page.finds("Grüße"));
}

TEST(Pages, ImpossibleReferencesBringNothingIn) {  // A29
  const OneArticle page("x.html",
                        "<p>Eins &#0; zwei &#xD800; drei &#x110000; vier &#99999999999; f&uuml;nf &nosuch; sechs "
                        "&amp;amp; sie&shy;ben</p>");
  for (const char* word : {"eins", "vier", "fünf", "sieben"}) EXPECT_TRUE(page.finds(word)) << word;
  EXPECT_THAT(page.dump(), AllOf(HasSubstr("sechs &amp; sieben"), Not(HasSubstr("\u00AD"))));
}

TEST(Pages, MenusBannersAndFootersGiveNoTerms) {  // A30
  std::string links;
  for (int i = 0; i < 200; ++i) links += "<li><a href='" + std::to_string(i) + "'>Linkliste</a></li>";
  const std::string html =
      "<html><body><nav><ul><li><a href='1'>Startseite</a></li><li><a href='2'>Impressum</a></li></ul></nav>"
      "<div class='cookie-banner'>Wir verwenden Kekse. <button>Akzeptieren</button></div><main><h1>Der "
      "Kundenservice</h1><p>" +
      repeat("Der Kundenservice hilft den Kunden bei Rechnungen und Verträgen. ", 4) +
      "</p><p hidden>Ein verstecktes Nilpferd.</p></main><ul>" + links +
      "</ul><footer>Urheberrecht und Datenschutz</footer></body></html>";
  const OneArticle page("x.html", html);
  const std::string terms = page.terms();
  EXPECT_THAT(terms, HasSubstr("Kundenservice"));
  for (const char* word : {"Impressum", "Linkliste", "Urheberrecht", "Nilpferd", "Akzeptieren"})
    EXPECT_THAT(terms, Not(HasSubstr(word)));
  EXPECT_THAT(run(page.folder.path(), {"index", "texts", "--all-text", "--rebuild"}).exit_code, 0);
  EXPECT_THAT(page.terms(), HasSubstr("Urheberrecht"));
}

TEST(MarkdownFiles, CodeAndNestingWithoutEndDoNoHarm) {  // A31
  const OneArticle file("x.md", "---\ntags: [krokodil]\n---\n\n# Kundenservice\n\n" + kSentence +
                                    "\n\n```\nint elefant = 1;\n```\n\n<div class=\"giraffe\">Text</div>\n");
  EXPECT_TRUE(file.finds("Kundenservice"));
  EXPECT_FALSE(file.finds("krokodil OR elefant OR giraffe"));
  for (const char* piece : {">", "["}) {
    const OneArticle nested("x.md", repeat(piece, 20'000) + " " + kSentence + "\n");
    EXPECT_EQ(nested.indexed.exit_code, 0) << nested.indexed.err;
    EXPECT_TRUE(nested.finds("Kunde")) << piece;
  }
}

}  // namespace
}  // namespace termknit::test
