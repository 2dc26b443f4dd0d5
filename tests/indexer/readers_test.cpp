// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "indexer/article_builder.h"
#include "indexer/article_record.h"
#include "indexer/boilerplate.h"
#include "indexer/stored_path.h"

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One line a block: kind's first letter, "-" in front of boilerplate.
std::vector<std::string> blocks(const ReadArticle& article) {
  std::vector<std::string> out;
  for (const ReadBlock& block : article.blocks) {
    out.push_back(std::string(block.boilerplate ? "-" : "") + "thplec"[static_cast<int>(block.kind)] + ": " +
                  block.text);
  }
  return out;
}

TEST(TextReader, KnowsTitlesHeadingsAndLists) {
  EXPECT_THAT(blocks(read_text("Titel\n\nEin Satz.\n\nAbschnitt\n\n• eins\n2. zwei\n")),
              ElementsAre("t: Titel", "p: Ein Satz.", "h: Abschnitt", "l: eins", "l: zwei"));
}

TEST(TextReader, JoinsWrappedLinesButNotTableRows) {
  const std::string wrapped =
      "Der Kundenservice ist für jedes Unternehmen wichtig, denn\nzufriedene Kunden kaufen häufiger und empfehlen die "
      "neuen\nProdukte weiter.\n";
  EXPECT_EQ(read_text(wrapped).blocks.size(), 1U);
  EXPECT_EQ(read_text("Preis\nMenge\nRabatt\n").blocks.size(), 3U);
}

TEST(MarkdownReader, LeavesOutFrontMatterCodeAndHtml) {
  EXPECT_THAT(
      blocks(read_markdown("---\ntitle: \"Der Titel\"\n---\n\nText *betont* &amp; [Link](x).\n\n```\ncode\n```\n\n| a "
                           "| b |\n|---|---|\n| c | d |\n\n<div>roh</div>\n")),
      ElementsAre("t: Der Titel", "p: Text betont & Link.", "e: a", "e: b", "e: c", "e: d"));
}

TEST(HtmlReader, TellsTheArticleFromThePage) {
  const std::string page =
      "<html lang='de'><head><title>T</title><script>var x = 'Kekse';</script></head><body><nav>Menü</nav><div "
      "class='cookie-banner'>Cookies</div>"
      "<main><h1>Titel</h1><p>Ver&shy;kauf &amp; <b>Service</b>&nbsp;zählen.</p><p hidden>weg</p></main><div "
      "id='comments'>Toll!</div><form>Name</form>"
      "<footer>Impressum</footer></body></html>";
  EXPECT_THAT(blocks(read_html(page)),
              ElementsAre("-p: Menü", "-p: Cookies", "t: Titel", "p: Ver\u00ADkauf & Service zählen.", "-p: Toll!",
                          "-p: Name", "-p: Impressum"));
  EXPECT_EQ(read_html(page).declared_language, "de");
}

TEST(HtmlReader, SurvivesHostilePages) {
  std::string deep;
  for (int i = 0; i < 300'000; ++i) deep += "<div>";
  EXPECT_THAT(blocks(read_html(deep + "Der Satz.")), ElementsAre("p: Der Satz."));
  EXPECT_THAT(blocks(read_html("<p>Davor</p><script>while(1){ Kunde")), ElementsAre("p: Davor"));
  std::string wide = "<p ";
  for (int i = 0; i < 50'000; ++i) wide += "a" + std::to_string(i) + "=1 ";
  EXPECT_THAT(blocks(read_html(wide + ">Text</p>")), ElementsAre("p: Text"));
  EXPECT_THAT(blocks(read_html("<p>&amp;amp; &nosuch; a</b></i></p>")), ElementsAre(HasSubstr("&amp; &nosuch; a")));
}

TEST(ArticleBuilder, LetsNoControlCharacterIn) {
  const Article article =
      build_article(read_html("<p>Kunden&#1;service&#xD800; &#0;und Verkauf.</p>"), LanguageTag::parse("de"));
  for (const char c : article.text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
}

TEST(Boilerplate, MarksSectionsLinesRepetitionsAndThreads) {
  BoilerplatePhrases phrases;
  ASSERT_TRUE(phrases.add("section", "Kommentare"));
  ASSERT_TRUE(phrases.add("line", "Lesen Sie auch"));
  EXPECT_FALSE(phrases.add("nonsense", "x"));
  const std::string long_text(600, 'a');
  std::vector<ReadBlock> page{{BlockKind::paragraph, long_text},   {BlockKind::paragraph, "Lesen Sie auch: Mehr"},
                              {BlockKind::paragraph, "Bild"},      {BlockKind::paragraph, "Bild"},
                              {BlockKind::heading, "Kommentare:"}, {BlockKind::paragraph, "Super!"}};
  mark_boilerplate(page, phrases);
  std::string marks;
  for (const ReadBlock& block : page) marks += block.boilerplate ? 'x' : '.';
  EXPECT_EQ(marks, ".x.xxx");
}

TEST(Boilerplate, APhraseThatBeginsAnotherOneIsEnough) {
  for (const auto& [first, second] : {std::pair("foto", "foto von"), std::pair("foto von", "foto")}) {
    BoilerplatePhrases phrases;
    phrases.add("line", first);
    phrases.add("line", second);
    phrases.add("line", "abbildung");
    phrases.add("line", "zeichnung");
    phrases.add("whole", "fotos");
    phrases.add("whole", "antworten");
    EXPECT_TRUE(phrases.is_line("foto von mir"));
    EXPECT_TRUE(phrases.is_line("foto: ich"));
    EXPECT_TRUE(phrases.is_line("zeichnung"));
    EXPECT_TRUE(phrases.is_line("antworten"));
    EXPECT_FALSE(phrases.is_line("antworten auf fragen"));
    EXPECT_FALSE(phrases.is_line("fot"));
    EXPECT_FALSE(phrases.is_line("ein foto"));
  }
}

TEST(WhiteSpace, IsFoldedWhereverItStands) {
  for (std::size_t before = 1; before < 40; ++before) {
    const std::string word(before, 'x');
    for (const std::string_view blanks : {"  ", "\t", "\n", "\r\n", "\u00a0", " \u00a0", "\u00a0 ", " "}) {
      const std::string text = word + std::string(blanks) + "y";
      EXPECT_EQ(fold_white_space(text), word + " y");
      EXPECT_EQ(fold_white_space(std::string(blanks) + word), word);
      EXPECT_EQ(fold_white_space(word + std::string(blanks)), word);
    }
    EXPECT_EQ(fold_white_space(word + "\u0120à y"), word + "\u0120à y") << "bytes of other characters are no blank";
  }
  EXPECT_EQ(fold_white_space(" \t"), "");
  EXPECT_EQ(fold_white_space(""), "");
}

TEST(Boilerplate, RepliesAfterAnArticleAreAThreadAndAForumIsItsOwnText) {
  std::vector<ReadBlock> thread{{BlockKind::paragraph, std::string(300, 'a')}, {BlockKind::heading, "Meinungen"}};
  for (int i = 0; i < 6; ++i) {
    thread.push_back({BlockKind::paragraph, "Eine Meinung Nummer " + std::to_string(i)});
    thread.push_back({BlockKind::paragraph, "antworten"});
  }
  std::vector<ReadBlock> forum(thread.begin() + 1, thread.end());
  mark_boilerplate(thread, {});
  EXPECT_FALSE(thread.front().boilerplate);
  // The heading over the first opinion stays: nothing says that it belongs to them.
  EXPECT_TRUE(std::all_of(thread.begin() + 2, thread.end(), [](const ReadBlock& block) { return block.boilerplate; }));
  mark_boilerplate(forum, {});
  EXPECT_FALSE(forum[1].boilerplate) << forum[1].text;
  EXPECT_FALSE(forum[11].boilerplate) << forum[11].text;
  EXPECT_TRUE(forum[4].boilerplate) << "the second of the same line: " << forum[4].text;
}

TEST(Boilerplate, AMenuNeitherOpensASectionNorTakesTheTitleAway) {
  BoilerplatePhrases phrases;
  ASSERT_TRUE(phrases.add("section", "Kommentare"));
  std::vector<ReadBlock> page{{BlockKind::list_item, "Sicherung einrichten", true},
                              {BlockKind::title, "Sicherung einrichten"},
                              {BlockKind::paragraph, std::string(600, 'a')},
                              {BlockKind::list_item, "Kommentare", true},
                              {BlockKind::paragraph, "Noch ein Satz."}};
  mark_boilerplate(page, phrases);
  EXPECT_FALSE(page[1].boilerplate);
  EXPECT_FALSE(page[4].boilerplate);
}

TEST(ArticleRecord, ReadsWhatItWrites) {
  Article article = build_article(read_text("Titel\n\nEin Satz.\n\n• Punkt\n"), LanguageTag::parse("de-AT"));
  article.path = "a/b.txt";
  article.encoding = "UTF-8";
  article.size = 20;
  article.modified_ns = -5;
  article.content_hash = ~std::uint64_t{0};
  article.blocks[1].boilerplate = true;
  EXPECT_EQ(parse_article(format_article(article)), article);
  EXPECT_THROW(parse_article("x"), Error);
  EXPECT_THROW(parse_article(""), Error);
}

TEST(ArticleRecord, EveryTruncationAndEveryChangedByteIsUnderstoodOrRefused) {
  Article article = build_article(read_text("Titel\n\nEin Satz.\n\n• Punkt\n"), LanguageTag::parse("de"));
  article.path = "a.txt";
  article.blocks[1].language = LanguageTag::parse("en-GB");
  const std::string record = format_article(article);
  const std::size_t text_begin = record.size() - article.text.size();
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_THROW(parse_article(record.substr(0, size)), Error) << size;
  for (std::size_t at = 0; at < text_begin; ++at) {
    for (const int bit : {1, 0x10, 0x80}) {
      std::string damaged = record;
      damaged[at] = static_cast<char>(damaged[at] ^ bit);
      try {
        const Article read = parse_article(damaged);
        for (const ArticleBlock& block : read.blocks) EXPECT_LE(block.range.end, read.text.size());
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::corrupt);
      }
    }
  }
}

TEST(StoredPath, NamesTheSameFileBack) {
  for (const char* name : {"/p/a b.txt", "/p/x\ny\t%.txt", "/p/\xFF\xFE.txt", "/q/außen.txt"}) {
    EXPECT_EQ(file_path("/p", stored_path("/p", name)).lexically_normal(), std::filesystem::path(name))
        << stored_path("/p", name);
  }
  EXPECT_EQ(stored_path("/p", "/p/a.txt"), "a.txt");
}

}  // namespace
}  // namespace termknit
