// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tmx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::pair_entry;
using test::read;
using test::summary;
using test::written;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string tmx(const std::string& body) {
  return "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header "
         "srclang=\"en\"/><body>" +
         body + "</body></tmx>";
}

TEST(Tmx, WritesAUnitPerConceptAndAVariantPerTerm) {
  ConceptEntry entry = pair_entry("c1", "Kunde", "customer");
  entry.languages[0].terms[0].status = AdministrativeStatus::preferred;
  Term& old = entry.languages[1].terms.emplace_back();
  old.designation = "patron";
  old.status = AdministrativeStatus::deprecated;
  const std::string text = written(make_tmx_writer, {entry});
  EXPECT_THAT(text, HasSubstr("<tu tuid=\"c1\">"));
  EXPECT_THAT(text, HasSubstr("srclang=\"de\""));
  EXPECT_THAT(text, HasSubstr("<seg>customer</seg>"));
  EXPECT_THAT(text, Not(HasSubstr("patron")));
  EXPECT_EQ(read(read_tmx, text).entries[0].languages[0].terms[0].status, AdministrativeStatus::preferred);
}

TEST(Tmx, GivesBackTermsOfAnyText) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const auto entries = test::sample_entries(seed, 20);
    const auto result = read(read_tmx, written(make_tmx_writer, entries, {.title = "a & b"}));
    EXPECT_EQ(result.header.title, "a & b");
    for (const ConceptEntry& entry : result.entries) EXPECT_GE(entry.languages.size(), 2U);
  }
  const auto entry = pair_entry("c1", "a\x01\x1B[2J\r]]>--\"<&'", "b\xC0\xAF");
  EXPECT_EQ(summary(read(read_tmx, written(make_tmx_writer, {entry})).entries),
            "c1: de a[2J ]]>--\"<&'; en b\uFFFD\uFFFD\n");
}

TEST(Tmx, ReadsPairsOfOtherTools) {
  const auto result =
      read(read_tmx, tmx("<tu tuid=\"7\"><prop type=\"client\">ACME</prop><note>n</note>"
                         "<tuv xml:lang=\"EN_us\"><seg>the <bpt i=\"1\">&lt;b&gt;</bpt>customer<ept i=\"1\">x</ept> "
                         "<hi>base</hi></seg></tuv>"
                         "<tuv lang=\"de\"><seg>Kundenstamm</seg></tuv></tu>"
                         "<tu><tuv xml:lang=\"en\"><seg>alone</seg></tuv><tuv xml:lang=\"de\"><seg/></tuv></tu>"
                         "<tu><tuv xml:lang=\"en\"><seg>one two three four five six seven eight nine</seg></tuv>"
                         "<tuv xml:lang=\"de\"><seg>x</seg></tuv></tu>"));
  EXPECT_EQ(summary(result.entries), "7: en-US the customer base; de Kundenstamm\n");
  EXPECT_THAT(result.entries[0].notes, ElementsAre("n"));
  EXPECT_THAT(result.entries[0].other, ElementsAre(DataCategory{"note", "client", "ACME", ""}));
  EXPECT_THAT(result.repairs, ElementsAre("1: a unit of fewer than two languages; skipped",
                                          "0: 1 units are longer than a term; skipped"));
}

TEST(Tmx, SaysWhatIsWrongWithAFile) {
  const auto error_of = [](const std::string& bytes) {
    try {
      read(read_tmx, bytes);
    } catch (const Error& error) {
      return error.what() + std::string();
    }
    return std::string("none");
  };
  EXPECT_THAT(error_of(tmx("<tu><tuv xml:lang=\"en\"></tu>")), HasSubstr("not well-formed XML"));
  EXPECT_THAT(error_of("<html/>"), HasSubstr("is no TMX file"));
  EXPECT_THAT(error_of(""), HasSubstr("no element found"));
  EXPECT_THAT(error_of("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><tmx>&b;</tmx>"),
              HasSubstr("which is never opened"));
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<hi>";
  EXPECT_THAT(error_of(tmx(deep)), HasSubstr("nested deeper"));
}

TEST(Tmx, ReadsSingleByteEncodings) {
  const auto result = read(
      read_tmx,
      "<?xml version=\"1.0\" encoding=\"windows-1257\"?><tmx><body><tu><tuv xml:lang=\"lv\"><seg>uz\xF2\xE7mums</seg>"
      "</tuv><tuv xml:lang=\"en\"><seg>company</seg></tuv></tu></body></tmx>");
  EXPECT_EQ(summary(result.entries), ": lv uzņēmums; en company\n");
}

}  // namespace
}  // namespace termknit
