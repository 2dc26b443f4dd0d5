// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/multiterm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::summary;
using testing::ElementsAre;
using testing::HasSubstr;

/// As a user has it who only has a file: the format is told by the root element.
GlossaryHeader reader(const std::filesystem::path& file, const GlossaryReadOptions& options, const GlossarySink& sink) {
  return read_glossary(file, GlossaryFormat::tbx, options, sink);
}

const std::string kExport =
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<mtf><conceptGrp><concept>17</concept>"
    "<system type=\"entryClass\">1</system>"
    "<transacGrp><transac type=\"origination\">ann</transac><date>2020-02-03T10:00:00</date></transacGrp>"
    "<descripGrp><descrip type=\"Subject\">sales</descrip></descripGrp>\n"
    "<languageGrp><language type=\"German\" lang=\"DE\"/>"
    "<descripGrp><descrip type=\"Definition\">wer <xref Tlink=\"German:Kauf\">kauft</xref></descrip>"
    "<descripGrp><descrip type=\"Source\">own</descrip></descripGrp></descripGrp>"
    "<termGrp><term>Kunde</term><descripGrp><descrip type=\"Part of Speech\">Noun</descrip></descripGrp>"
    "<descripGrp><descrip type=\"Status\">preferred</descrip></descripGrp>"
    "<descripGrp><descrip type=\"Farbe\">rot</descrip></descripGrp></termGrp>"
    "<termGrp><term>Klient</term><descripGrp><descrip type=\"Status\">deprecated</descrip></descripGrp></termGrp>"
    "</languageGrp>\n<languageGrp><language type=\"English (United States)\" lang=\"EN-US\"/>"
    "<termGrp><term>customer</term><descripGrp><descrip type=\"Note\">general</descrip></descripGrp></termGrp>"
    "</languageGrp></conceptGrp></mtf>";

std::string utf16(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) out += {c, '\0'};
  return out;
}

TEST(MultiTerm, ReadsConceptsWithTheirFields) {
  const auto result = test::read(reader, utf16(kExport));
  EXPECT_EQ(summary(result.entries), "17: de Kunde, Klient; en-US customer\n");
  const ConceptEntry& entry = result.entries.at(0);
  EXPECT_THAT(entry.subject_fields, ElementsAre("sales"));
  EXPECT_EQ(entry.transactions, (std::vector<Transaction>{{Transaction::Type::origination, "2020-02-03", "ann", ""}}));
  EXPECT_EQ(entry.other, (std::vector<DataCategory>{{"admin", "entryClass", "1", ""}}));
  const LanguageSection& german = entry.languages[0];
  EXPECT_EQ(german.definitions, (std::vector<SourcedText>{{"wer kauft", "own"}}));
  EXPECT_EQ(german.terms[0].status, AdministrativeStatus::preferred);
  EXPECT_EQ(german.terms[0].part_of_speech, PartOfSpeech::noun);
  EXPECT_EQ(german.terms[0].other, (std::vector<DataCategory>{{"descrip", "Farbe", "rot", ""}}));
  EXPECT_EQ(german.terms[1].status, AdministrativeStatus::deprecated);
  EXPECT_THAT(entry.languages[1].terms[0].notes, ElementsAre("general"));
}

TEST(MultiTerm, TakesTheLanguageFromItsNameWhereTheCodeSaysNothing) {
  const auto result =
      test::read(reader,
                 "<mtf><conceptGrp><concept>1</concept><languageGrp><language type=\"Latvian\" lang=\"\"/>"
                 "<termGrp><term>klients</term></termGrp></languageGrp></conceptGrp></mtf>");
  EXPECT_EQ(summary(result.entries), "1: lv klients\n");
}

TEST(MultiTerm, IsReadOnly) {
  EXPECT_THROW(make_glossary_writer(GlossaryFormat::multiterm, nullptr, {}), Error);
}

TEST(MultiTerm, RefusesABrokenFileWithItsPlace) {
  try {
    test::read(reader, "<mtf>\n<conceptGrp></mtf>");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.place().line, 2U);
    EXPECT_THAT(error.message(), HasSubstr("not well-formed XML: mismatched tag"));
  }
}

}  // namespace
}  // namespace termknit
