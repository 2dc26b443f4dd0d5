// SPDX-License-Identifier: GPL-3.0-or-later
// Bombs, lies, loops and scraps: cases A32 to A44 of the robustness catalogue.
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "indexer/article_reader.h"
#include "tests/support/containers.h"

namespace termknit::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Outcome {
  std::optional<ErrorKind> failure{};
  std::string message{};
  std::vector<std::string> warnings{};
  std::size_t blocks = 0;
};

Outcome outcome(std::string_view bytes, ArticleFormat format) {
  Outcome outcome;
  try {
    const ReadArticle article =
        read_article(bytes, format, {.name = "f"}, [&](const Diagnostic& d) { outcome.warnings.push_back(d.message); });
    outcome.blocks = article.blocks.size();
  } catch (const Error& error) {
    outcome.failure = error.kind();
    outcome.message = error.message();
  }
  return outcome;
}

std::string bomb() {
  return make_docx("<w:p><w:r><w:t>" + std::string(200 << 20, 'A') + "</w:t></w:r></w:p>");
}

TEST(HostileFiles, ABombIsStoppedWhileUnpacking) {  // A32
  const Outcome result = outcome(bomb(), ArticleFormat::docx);
  EXPECT_EQ(result.failure, ErrorKind::limit);
  EXPECT_THAT(result.message, HasSubstr("too large when unpacked"));
}

TEST(HostileFiles, DeclaredSizesAreNotBelieved) {  // A33
  std::string bytes = bomb();
  // The last of the central directory's entries is the document: its sizes stand 24 bytes into the entry.
  const std::size_t entry = bytes.rfind("PK\x01\x02");
  bytes.replace(entry + 24, 4, std::string("\x64\0\0\0", 4));
  const Outcome result = outcome(bytes, ArticleFormat::docx);
  EXPECT_THAT(result.failure, testing::AnyOf(ErrorKind::limit, ErrorKind::malformed)) << result.message;
}

TEST(HostileFiles, NamesThatPointOutsideAreOnlyNames) {  // A34
  const Outcome result =
      outcome(make_docx(docx_paragraph("Text."), {{"../../x", "böse"}, {"/etc/passwd", "böse"}}), ArticleFormat::docx);
  EXPECT_EQ(result.blocks, 1U) << result.message;
}

TEST(HostileFiles, ADuplicateMemberIsSaid) {  // A34
  const Outcome result =
      outcome(make_docx(docx_paragraph("Erster."), {{"word/document.xml", "<x/>"}}), ArticleFormat::docx);
  EXPECT_EQ(result.blocks, 1U) << result.message;
  EXPECT_THAT(result.warnings, testing::ElementsAre(HasSubstr("holds 'word/document.xml' twice")));
}

TEST(HostileFiles, ScrapsAreNotReadable) {  // A35
  const std::string good = make_docx(docx_paragraph("Text."));
  for (const std::string& bytes : {good.substr(0, good.size() / 2), std::string(), std::string("Nur Text.")}) {
    EXPECT_THAT(outcome(bytes, ArticleFormat::docx).message, HasSubstr("is not a readable DOCX")) << bytes.size();
    EXPECT_THAT(outcome(bytes, ArticleFormat::odt).message, HasSubstr("is not a readable ODT"));
    EXPECT_THAT(outcome(bytes, ArticleFormat::epub).message, HasSubstr("is not a readable EPUB"));
    EXPECT_THAT(outcome(bytes, ArticleFormat::pdf).message, HasSubstr("is not a readable PDF"));
  }
  EXPECT_THAT(outcome(make_zip({{"a", "b"}}), ArticleFormat::docx).message, HasSubstr("no main document"));
}

TEST(HostileFiles, ADoctypeInOfficeXmlIsRefused) {  // A36
  const std::string document =
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document "
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
      docx_paragraph("&e;") + "</w:body></w:document>";
  const Outcome result = outcome(make_zip({{"word/document.xml", document}}), ArticleFormat::docx);
  EXPECT_EQ(result.failure, ErrorKind::malformed);
  EXPECT_THAT(result.message, HasSubstr("DOCTYPE"));
}

TEST(HostileFiles, EntitiesDeclaredInTranslationFilesAreRefused) {  // A41, A42
  const Outcome result = outcome(
      "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><tmx><body><tu><tuv xml:lang=\"de\"><seg>&b;</seg>"
      "</tuv></tu></body></tmx>",
      ArticleFormat::tmx);
  EXPECT_THAT(result.message, HasSubstr("declares entities"));
}

TEST(HostileFiles, DepthAndAttributesAreLimited) {  // A43, A44
  std::string deep, wide = "<tmx ";
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) wide += "a" + std::to_string(i) + "='' ";
  EXPECT_THAT(outcome(deep, ArticleFormat::tmx).message, HasSubstr("nested deeper than 256"));
  EXPECT_THAT(outcome(wide + "/>", ArticleFormat::tmx).message, HasSubstr("more than 256 attributes"));
}

TEST(HostileFiles, EncryptedOnesAreSaidToBe) {  // A37
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  EXPECT_THAT(outcome(ole, ArticleFormat::docx).message, HasSubstr("encrypted"));
  EXPECT_THAT(
      outcome(make_odt("", {{"META-INF/manifest.xml", "<m><encryption-data/></m>"}}), ArticleFormat::odt).message,
      HasSubstr("encrypted"));
  // The standard security handler with values no empty password fits.
  const std::string pdf = make_pdf_of(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>",
       "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + std::string(64, '1') + "> /U <" + std::string(64, '2') + "> >>"},
      "/Encrypt 3 0 R /ID [<00><00>]");
  EXPECT_THAT(outcome(pdf, ArticleFormat::pdf).message, HasSubstr("encrypted"));
}

TEST(HostileFiles, APageTreeThatHoldsItselfEnds) {  // A40
  const std::string loop =
      make_pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"});
  EXPECT_TRUE(outcome(loop, ArticleFormat::pdf).failure);
  for (const char* scrap : {"%PDF-1.5", "%PDF-1.5\nxref\n0 99999999\ntrailer\n<<>>\nstartxref\n5\n%%EOF"})
    EXPECT_TRUE(outcome(scrap, ArticleFormat::pdf).failure);
}

/// 400 mutations with a fixed seed.
void mutate_all(const std::string& good, ArticleFormat format) {
  std::mt19937 random(20261124);
  for (int i = 0; i < 400; ++i) {
    std::string bytes = good;
    for (unsigned j = 0; j < 1 + random() % 10; ++j) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    outcome(bytes, format);
  }
}

TEST(HostileFiles, MutatedFilesAreReadOrSkipped) {  // A40
  mutate_all(make_pdf({{{.text = "Der Kundenservice ist wichtig."}}, {{.text = "Zweite Seite."}}}), ArticleFormat::pdf);
  mutate_all(make_docx(docx_paragraph("Titel", "Titel") + docx_paragraph("Text.")), ArticleFormat::docx);
  mutate_all(make_odt("<text:p>Text.</text:p>"), ArticleFormat::odt);
  mutate_all(make_epub({"<p>Text.</p>"}), ArticleFormat::epub);
}

}  // namespace
}  // namespace termknit::test
