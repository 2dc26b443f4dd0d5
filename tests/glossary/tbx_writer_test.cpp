// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tinyxml2.h>

#include "core/file.h"
#include "glossary/exchange/xml_names.h"
#include "tests/support/command.h"
#include "tests/support/tbx_faults.h"

namespace termknit {
namespace {

using test::tbx_faults;
using testing::HasSubstr;
using testing::IsEmpty;

std::string write(const std::vector<ConceptEntry>& entries) {
  const test::TempFolder folder;
  const auto path = folder.path() / "g.tbx";
  AtomicFile file(path);
  const auto writer = make_tbx_writer(
      GlossaryFormat::tbx, file.stream(),
      {.header = {.title = "Test", .source_description = "A test", .working_language = LanguageTag::parse("de")},
       .is_exported = [&](std::string_view id) {
         return std::any_of(entries.begin(), entries.end(), [&](const ConceptEntry& entry) { return entry.id == id; });
       }});
  for (const ConceptEntry& entry : entries) writer->write(entry);
  writer->finish();
  file.commit();
  return folder.read("g.tbx");
}

ConceptEntry full_entry() {
  ConceptEntry entry;
  entry.id = "1875432 (x)";
  entry.subject_fields = {"customer service"};
  entry.definitions = {{"what is done for customers", "own"}};
  entry.cross_references = {{"itself", "1875432 (x)"}, {"elsewhere", "nowhere"}};
  entry.external_references = {{"a page", "https://example.org/x?a=1&b=2"}, {"bad", "javascript:alert(1)"}};
  entry.graphics = {{"", "https://example.org/p.png"}};
  entry.notes = {"a note", ""};
  entry.transactions = {{Transaction::Type::origination, "2026-02-28", "A. Person", ""},
                        {Transaction::Type::modification, "2026-02-30", "", ""}};
  entry.other = {{"descrip", "ranking", "7", ""}};
  Term term;
  term.designation = "  Kunden\tservice\n neu ";
  term.part_of_speech = PartOfSpeech::noun;
  term.gender = Gender::masculine;
  term.type = TermType::full_form;
  term.status = AdministrativeStatus::deprecated;
  term.term_location = "menuItem";
  term.contexts = {{"Der Kundenservice hilft.", "a.txt"}, {"Noch einer.", ""}};
  term.customer_subsets = {"ACME"};
  Term preferred;
  preferred.designation = "Kundendienst";
  preferred.status = AdministrativeStatus::preferred;
  entry.section(LanguageTag::parse("de")).terms = {term, preferred};
  Term czech;
  czech.designation = "zákaznický servis";
  entry.section(LanguageTag::parse("cs")).terms = {czech};
  entry.section(LanguageTag::parse("cs")).definitions = {{"služba", "own"}};
  return entry;
}

TEST(TbxWriter, WritesWhatItsOwnCheckAccepts) {
  EXPECT_THAT(tbx_faults(write({full_entry()})), IsEmpty());
  EXPECT_THAT(tbx_faults(write({})), IsEmpty());
}

TEST(TbxWriter, IsReadByAnIndependentReader) {
  tinyxml2::XMLDocument document;
  ASSERT_EQ(document.Parse(write({full_entry()}).c_str()), tinyxml2::XML_SUCCESS);
  const auto* entry =
      document.RootElement()->FirstChildElement("text")->FirstChildElement("body")->FirstChildElement("conceptEntry");
  ASSERT_NE(entry, nullptr);
  const auto* german = entry->FirstChildElement("langSec")->NextSiblingElement("langSec");
  EXPECT_STREQ(german->Attribute("xml:lang"), "de");
  // The preferred term comes first, white space is folded.
  EXPECT_STREQ(german->FirstChildElement("termSec")->FirstChildElement("term")->GetText(), "Kundendienst");
  EXPECT_STREQ(german->LastChildElement("termSec")->FirstChildElement("term")->GetText(), "Kunden service neu ");
}

TEST(TbxWriter, KeepsWhatTheDialectHasNoPlaceForAsNotes) {
  const std::string tbx = write({full_entry()});
  EXPECT_THAT(tbx, HasSubstr("ranking: 7"));
  EXPECT_THAT(tbx, HasSubstr("crossReference: elsewhere (nowhere)"));
  EXPECT_THAT(tbx, HasSubstr("externalCrossReference: bad (javascript:alert(1))"));
}

TEST(TbxWriter, IsValidForAnyText) {
  ConceptEntry entry = full_entry();
  const std::string evil = std::string(
      "a\x01"
      "b\x1B[2J\r]]>--\"<&'\xC0\xAF\xEF\xBF\xBE",
      22);
  entry.notes = {evil};
  entry.subject_fields = {evil};
  entry.definitions = {{evil, evil}};
  entry.languages[0].terms[0].designation = evil;
  entry.languages[0].terms[0].contexts = {{evil, evil}};
  EXPECT_THAT(tbx_faults(write({entry})), IsEmpty());
}

TEST(TbxWriter, GivesDistinctIdsDistinctNames) {
  EXPECT_EQ(xml_id("c12"), "c12");
  EXPECT_NE(xml_id("1 2"), xml_id("1-20"
                                  "2"));
  EXPECT_NE(xml_id("a:b"), xml_id("a-b"));
  EXPECT_NE(xml_id("c_1"), xml_id("1"));
}

}  // namespace
}  // namespace termknit
