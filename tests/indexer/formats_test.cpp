// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers of Office, EPUB, PDF and translation files keep: titles, headings, lists, and not the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "indexer/article_builder.h"
#include "indexer/article_reader.h"
#include "indexer/readers.h"
#include "tests/support/containers.h"

namespace termknit::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One line a block: kind's first letter, "-" in front of boilerplate, the language the file gives it behind "@".
std::vector<std::string> blocks(const ReadArticle& article) {
  std::vector<std::string> out;
  for (const ReadBlock& block : article.blocks) {
    out.push_back(std::string(block.boilerplate ? "-" : "") + "thplec"[static_cast<int>(block.kind)] + ": " +
                  block.text + (block.language.empty() ? "" : " @" + block.language));
  }
  return out;
}

ReadArticle read(std::string_view bytes, ArticleFormat format) {
  return read_article(bytes, format, {.name = "f"}, {});
}

TEST(ArticleFormats, AreToldByNameThenByContent) {
  EXPECT_EQ(article_format("a.DOCX", ""), ArticleFormat::docx);
  EXPECT_EQ(article_format("a.sdlxliff", ""), ArticleFormat::xliff);
  EXPECT_EQ(article_format("a", make_pdf({{}})), ArticleFormat::pdf);
  EXPECT_EQ(article_format("a", make_odt("")), ArticleFormat::odt);
  EXPECT_EQ(article_format("a", make_epub({})), ArticleFormat::epub);
  EXPECT_EQ(article_format("a", make_docx("")), ArticleFormat::docx);
  EXPECT_EQ(article_format("a.txt", "%PDF-1.4"), ArticleFormat::text);
}

TEST(DocxReader, KnowsStylesByTheirBuiltInNames) {
  const ReadArticle article =
      read(make_docx(docx_paragraph("Der Titel", "Titel") + docx_paragraph("Inhalt 3", "TOC1") +
                     docx_paragraph("Abschnitt", "Kapitel") + docx_paragraph("Ein &amp; Satz.") +
                     docx_paragraph("Bild 1: Plan", "Beschriftung")),
           ArticleFormat::docx);
  EXPECT_THAT(blocks(article),
              ElementsAre("t: Der Titel", "-p: Inhalt 3", "h: Abschnitt", "p: Ein & Satz.", "c: Bild 1: Plan"));
  EXPECT_EQ(article.title, "Der Titel");
  EXPECT_EQ(article.declared_language, "de-DE");
}

TEST(DocxReader, KeepsListsCellsBoxesAndNotesAndLeavesOutDeletedAndHiddenText) {
  const std::string list =
      "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Punkt</w:t></w:r></w:p>";
  const std::string table = "<w:tbl><w:tr><w:tc>" + docx_paragraph("Zelle") + "</w:tc></w:tr></w:tbl>";
  const std::string changed =
      "<w:p><w:r><w:t>Neu</w:t><w:tab/><w:t>er</w:t></w:r><w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:r>"
      "<w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
  const std::string box = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + docx_paragraph("Kasten") +
                          "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + docx_paragraph("Kasten") +
                          "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Text</w:t></w:r></w:p>";
  const ReadArticle article =
      read(make_docx(list + table + changed + box,
                     {{"word/footnotes.xml",
                       "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
                           docx_paragraph("Fußnote") + "</w:footnotes>"}}),
           ArticleFormat::docx);
  EXPECT_THAT(blocks(article), ElementsAre("l: Punkt", "e: Zelle", "p: Neu er", "p: Kasten", "p: Text", "p: Fußnote"));
}

TEST(DocxReader, AParagraphWhoseEndWasDeletedGoesOn) {
  const std::string open_end = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>Ein </w:t></w:r></w:p>";
  EXPECT_THAT(
      blocks(read(make_docx(open_end + docx_paragraph("Satz.") + docx_paragraph("Zwei.")), ArticleFormat::docx)),
      ElementsAre("p: Ein Satz.", "p: Zwei."));
  EXPECT_THAT(blocks(read(make_docx("<w:tbl><w:tr><w:tc>" + open_end + "</w:tc></w:tr></w:tbl>" + open_end),
                          ArticleFormat::docx)),
              ElementsAre("e: Ein", "p: Ein"));
}

TEST(DocxReader, WordsInAHiddenStyleAreHidden) {
  const std::string space = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";
  const std::string document = make_zip(
      {{"word/styles.xml", "<w:styles" + space +
                               "<w:style w:styleId=\"A\"><w:name w:val=\"Notiz\"/><w:rPr><w:vanish/></w:rPr></w:style>"
                               "<w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style></w:styles>"},
       {"word/document.xml",
        "<w:document" + space +
            "<w:body><w:p><w:r><w:rPr><w:rStyle "
            "w:val=\"B\"/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t>Offen.</w:t></w:r>"
            "</w:p><w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>auch geheim</w:t></w:r></w:p></w:body>"
            "</w:document>"}});
  EXPECT_THAT(blocks(read(document, ArticleFormat::docx)), ElementsAre("p: Offen."));
}

TEST(OdtReader, LeavesOutWhatIsHidden) {
  const ReadArticle article =
      read(make_odt("<text:p>Offen<text:hidden-text text:is-hidden=\"true\">geheim</text:hidden-text>.</text:p>"
                    "<text:p><text:hidden-paragraph text:is-hidden=\"true\"/>geheim</text:p>"
                    "<text:section text:display=\"none\"><text:p>geheim</text:p></text:section>"
                    "<text:section><text:p>Auch <text:hidden-text text:is-hidden=\"false\">offen</text:hidden-text>."
                    "</text:p></text:section>"),
           ArticleFormat::odt);
  EXPECT_THAT(blocks(article), ElementsAre("p: Offen.", "p: Auch offen."));
}

TEST(OdtReader, KeepsStructure) {
  const ReadArticle article = read(
      make_odt(
          "<text:p text:style-name=\"P1\">Titel</text:p><text:h text:outline-level=\"1\">Kapitel</text:h><text:p>"
          "Ein<text:s/><text:span>Satz</text:span>.<text:note><text:note-citation>1</text:note-citation>"
          "<text:note-body><text:p>Fußnote</text:p></text:note-body></text:note></text:p><text:list>"
          "<text:list-item><text:p>Punkt</text:p></text:list-item></text:list><table:table><table:table-row>"
          "<table:table-cell><text:p>Zelle</text:p></table:table-cell></table:table-row></table:table>"
          "<text:tracked-changes><text:p>alt</text:p></text:tracked-changes><office:annotation><text:p>Kommentar"
          "</text:p></office:annotation><text:table-of-content><text:p>Kapitel 3</text:p></text:table-of-content>"),
      ArticleFormat::odt);
  EXPECT_THAT(blocks(article), ElementsAre("t: Titel", "h: Kapitel", "p: Fußnote", "p: Ein Satz.", "l: Punkt",
                                           "e: Zelle", "-p: Kapitel 3"));
  EXPECT_EQ(article.title, "Titel");
  EXPECT_EQ(article.declared_language, "de-DE");
}

TEST(EpubReader, ReadsTheSpineInOrder) {
  const ReadArticle article =
      read(make_epub({"<h1>Eins</h1><p>Erster Satz.</p>", "<h1>Zwei</h1><p>Zweiter Satz.</p>"}), ArticleFormat::epub);
  EXPECT_THAT(blocks(article), ElementsAre("-p: Inhalt", "h: Eins", "p: Erster Satz.", "h: Zwei", "p: Zweiter Satz."));
  EXPECT_EQ(article.title, "Das Buch");
  EXPECT_EQ(article.declared_language, "de");
}

TEST(EpubReader, ABrokenSpineIsSaidAndWhatIsThereIsRead) {
  const auto book = [](const std::string& spine) {
    return make_zip(
        {{"META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>"},
         {"b.opf",
          "<package><manifest><item id=\"1\" href=\"1.html\" media-type=\"application/xhtml+xml\"/>"
          "<item id=\"2\" href=\"2.html\" media-type=\"application/xhtml+xml\"/></manifest><spine>" +
              spine + "</spine></package>"},
         {"1.html", "<p>Erster Satz.</p>"},
         {"2.html", "<p>Zweiter Satz.</p>"}});
  };
  const auto told = [&](const std::string& spine, std::vector<std::string> expected) {
    std::string message;
    const ReadArticle article = read_article(book(spine), ArticleFormat::epub, {.name = "b.epub"},
                                             [&](const Diagnostic& diagnostic) { message += diagnostic.message; });
    EXPECT_EQ(blocks(article), expected) << spine;
    return message;
  };
  EXPECT_THAT(told("<itemref idref=\"weg\"/><itemref idref=\"2\"/>", {"p: Zweiter Satz."}),
              HasSubstr("'weg' the first"));
  EXPECT_THAT(told("", {"p: Erster Satz.", "p: Zweiter Satz."}), HasSubstr("has no spine"));
  EXPECT_EQ(told("<itemref idref=\"2\"/>", {"p: Zweiter Satz."}), "");
}

TEST(PdfReader, FindsParagraphsHeadingsAndHyphenatedWordsAgain) {
  const ReadArticle article = read(make_pdf({{{.size = 20, .top = 80, .text = "Der Kundenservice"},
                                              {.top = 120, .text = "Ein Unternehmen lebt von der Zufrie-"},
                                              {.top = 133, .text = "denheit, und die Kunden- und"},
                                              {.top = 146, .text = "Lieferantendaten sind wichtig."},
                                              {.top = 180, .text = "Fette \\334berschrift", .bold = true},
                                              {.top = 200, .text = "Der zweite Absatz."},
                                              {.top = 230, .text = "\\225 ein Punkt"}}}),
                                   ArticleFormat::pdf);
  EXPECT_THAT(blocks(article),
              ElementsAre("t: Der Kundenservice",
                          "p: Ein Unternehmen lebt von der Zufriedenheit, und die Kunden- und Lieferantendaten sind "
                          "wichtig.",
                          "h: Fette Überschrift", "p: Der zweite Absatz.", "l: ein Punkt"));
  EXPECT_EQ(article.title, "Der Kundenservice");
}

TEST(PdfReader, JoinsParagraphsOverPagesAndMarksRunningHeads) {
  std::vector<std::vector<PdfText>> pages;
  for (int i = 1; i <= 3; ++i) {
    pages.push_back({{.top = 30, .text = "Handbuch, Seite " + std::to_string(i)},
                     {.top = 100, .text = i == 2 ? "geht hier weiter." : "Der Satz dieser Seite"},
                     {.top = 113, .text = i == 2 ? "Neu." : "hat hier kein Ende und"},
                     {.top = 300, .text = "Zeile " + std::string(static_cast<std::size_t>(i), 'x')},
                     {.top = 320, .text = "Schluss " + std::string(static_cast<std::size_t>(i), 'y')}});
  }
  const ReadArticle article = read(make_pdf(pages), ArticleFormat::pdf);
  EXPECT_EQ(blocks(article).front(), "-p: Handbuch, Seite 1");
  EXPECT_THAT(blocks(article), testing::Contains("-p: Handbuch, Seite 3"));
  EXPECT_THAT(blocks(article), testing::Contains("p: Der Satz dieser Seite hat hier kein Ende und"));
}

TEST(PdfReader, SaysThatPicturesHaveNoText) {
  try {
    read(make_pdf({{}, {}}), ArticleFormat::pdf);
    FAIL() << "pictures are not text";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unsupported);
    EXPECT_THAT(error.message(), HasSubstr("no text layer"));
  }
}

TEST(TmxReader, GivesEachSegmentItsLanguage) {
  const ReadArticle article = read(
      "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header srclang=\"de\"/><body>"
      "<tu><note>n</note><tuv xml:lang=\"de\"><seg>Der <bpt i=\"1\">&lt;b&gt;</bpt>Kunde<ept i=\"1\"/> <hi>zahlt</hi>."
      "</seg></tuv><tuv xml:lang=\"lv-LV\"><seg>Klients maksā.</seg></tuv></tu></body></tmx>",
      ArticleFormat::tmx);
  EXPECT_THAT(blocks(article), ElementsAre("p: Der Kunde zahlt. @de", "p: Klients maksā. @lv-LV"));
  const Article built = build_article(article, std::nullopt);
  EXPECT_EQ(built.blocks[1].language.str(), "lv-LV");
}

TEST(XliffReader, ReadsBothVersions) {
  EXPECT_THAT(
      blocks(read("<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"de\"><body><trans-unit>"
                  "<source>A <g id=\"1\">button</g><ph id=\"2\">%s</ph></source><seg-source>A button</seg-source>"
                  "<target>Ein Knopf</target><alt-trans><target>Taste</target></alt-trans></trans-unit></body>"
                  "</file></xliff>",
                  ArticleFormat::xliff)),
      ElementsAre("p: A button @en", "p: Ein Knopf @de"));
  EXPECT_THAT(
      blocks(read("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" "
                  "trgLang=\"fi\"><file id=\"f\"><unit id=\"u\"><notes><note>x</note></notes><segment><source>A "
                  "<pc id=\"1\">door</pc></source><target>Ovi</target></segment></unit></file></xliff>",
                  ArticleFormat::xliff)),
      ElementsAre("p: A door @en", "p: Ovi @fi"));
}

TEST(PoReader, LeavesOutFuzzyAndObsoleteTranslations) {
  const ReadArticle article = read(
      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: lv\\n\"\n\n#: a.c:1\nmsgid \"One "
      "\"\n\"file\"\nmsgid_plural \"files\"\nmsgstr[0] \"fails\"\nmsgstr[1] \"faili\"\n\n#, fuzzy\n#: b.c:2\nmsgid "
      "\"Key\"\nmsgstr \"Taust\"\n\n#~ msgid \"Old\"\n#~ msgstr \"Vecs\"\n",
      ArticleFormat::po);
  EXPECT_THAT(blocks(article), ElementsAre("p: One file", "p: files", "p: fails @lv", "p: faili @lv", "p: Key"));
}

TEST(TranslationReaders, UseTheDeclaredEncoding) {
  EXPECT_EQ(declared_xml_encoding("<?xml version='1.0' encoding='windows-1257'?>"), "windows-1257");
  EXPECT_EQ(declared_xml_encoding("<tmx encoding='x'/>"), "");
  EXPECT_EQ(declared_po_charset("msgstr \"Content-Type: text/plain; charset=CP1257\\n\""), "CP1257");
  const ReadArticle article = read(
      "<?xml version='1.0' encoding='windows-1257'?><tmx><body><tu><tuv xml:lang='lv'><seg>"
      "k\xE2rta</seg></tuv></tu></body></tmx>",
      ArticleFormat::tmx);
  EXPECT_THAT(blocks(article), ElementsAre("p: kārta @lv"));
}

}  // namespace
}  // namespace termknit::test
