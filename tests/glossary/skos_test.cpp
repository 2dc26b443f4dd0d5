// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/skos.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/exchange/turtle.h"
#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::pair_entry;
using test::read;
using test::summary;
using test::written;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kPrefixes =
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\nPREFIX ex: <http://example.org/>\n@base "
    "<http://example.org/base/> .\n";

std::string error_of(const std::string& bytes) {
  try {
    read(read_skos, bytes);
  } catch (const Error& error) {
    return std::to_string(error.place().line) + ": " + error.message();
  }
  return "none";
}

TEST(Skos, WritesLabelsByStatus) {
  ConceptEntry entry = pair_entry("c 1", "Kunde", "customer");
  Term& other = entry.languages[0].terms.emplace_back();
  other.designation = "Klient \"K\"";
  Term& old = entry.languages[0].terms.emplace_back();
  old.designation = "Patron";
  old.status = AdministrativeStatus::superseded;
  entry.languages[0].terms.emplace_back().designation = "Kunde";
  entry.languages[0].definitions = {{"wer\nkauft", ""}};
  entry.cross_references = {{"broader", "c 1"}, {"see", "nowhere"}};
  const std::string text =
      written(make_skos_writer, {entry}, {.title = "Sales", .working_language = LanguageTag::parse("de")});
  EXPECT_THAT(text, HasSubstr("<urn:termknit:scheme> a skos:ConceptScheme ;\n  dct:title \"Sales\"@de .\n"));
  EXPECT_THAT(text, HasSubstr("<urn:termknit:concept:c%201> a skos:Concept ;\n  skos:inScheme <urn:termknit:scheme> ;\n"
                              "  skos:prefLabel \"Kunde\"@de ;\n  skos:altLabel \"Klient \\\"K\\\"\"@de ;\n"
                              "  skos:hiddenLabel \"Patron\"@de ;\n  skos:prefLabel \"customer\"@en ;\n"
                              "  skos:definition \"wer\\nkauft\"@de ;\n"
                              "  skos:broader <urn:termknit:concept:c%201> ;\n  skos:note \"see (nowhere)\" .\n"));
  const auto result = read(read_skos, text);
  EXPECT_EQ(summary(result.entries), "c 1: de Kunde, Klient \"K\", Patron; en customer\n");
  EXPECT_EQ(result.entries[0].languages[0].terms[2].status, AdministrativeStatus::deprecated);
  EXPECT_EQ(result.entries[0].languages[0].definitions, (std::vector<SourcedText>{{"wer\nkauft", ""}}));
  EXPECT_EQ(result.entries[0].cross_references, (std::vector<CrossReference>{{"broader", "c 1"}}));
  EXPECT_EQ(result.header.title, "Sales");
}

TEST(Skos, IsReadBackForAnyText) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const auto entries = test::sample_entries(seed, 20);
    const auto result = read(read_skos, written(make_skos_writer, entries));
    EXPECT_THAT(result.repairs, IsEmpty());
    ASSERT_EQ(result.entries.size(), entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      EXPECT_EQ(result.entries[i].id, entries[i].id);
      EXPECT_EQ(result.entries[i].languages.size(), entries[i].languages.size());
    }
  }
  const auto entry = pair_entry("http://example.org/1", "a\x01\x1B[2J\r]]>--\"<&'", "b\xC0\xAF");
  EXPECT_EQ(summary(read(read_skos, written(make_skos_writer, {entry})).entries),
            "http://example.org/1: de a[2J ]]>--\"<&'; en b\uFFFD\uFFFD\n");
}

TEST(Skos, ReadsTheSyntaxOfOtherTools) {
  const auto result =
      read(read_skos, kPrefixes +
                          "# comment\n<x> a skos:Concept ; skos:prefLabel \"Kunde\"@de , 'customer'@en-gb ;;\n"
                          "  skos:altLabel \"\"\"a \"quoted\" label\\u00e4\"\"\"@de; skos:example \"Der Kunde.\"@de ;\n"
                          "  skos:definition [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> \"who\"@en-GB ] ;\n"
                          "  skos:scopeNote \"general\", \"lv only\"@lv ; skos:notation 12.5 ; skos:exactMatch ex:y .\n"
                          "<x> skos:hiddenLabel \"Kunnde\"@de .\n"
                          "ex:a.b skos:prefLabel \"plain\" . ex:none a skos:Concept.\n"
                          "_:b skos:member ( ex:a [ ex:p true ] ) . [] ex:p 5 .\n");
  EXPECT_EQ(summary(result.entries),
            "http://example.org/base/x: de Kunde, a \"quoted\" labelä, Kunnde; en-GB customer\n"
            "http://example.org/a.b: und plain\n");
  const ConceptEntry& entry = result.entries[0];
  EXPECT_EQ(entry.languages[0].terms[0].contexts, (std::vector<SourcedText>{{"Der Kunde.", ""}}));
  EXPECT_EQ(entry.languages[1].definitions, (std::vector<SourcedText>{{"who", ""}}));
  EXPECT_THAT(entry.notes, ElementsAre("general", "lv only"));
  EXPECT_EQ(entry.other, (std::vector<DataCategory>{{"note", "notation", "12.5", ""}}));
  EXPECT_EQ(entry.external_references, (std::vector<CrossReference>{{"exactMatch", "http://example.org/y"}}));
  EXPECT_THAT(result.repairs, ElementsAre("10: a concept without labels; skipped"));
}

TEST(Skos, SaysWhatIsWrongWithAFile) {
  EXPECT_EQ(error_of("\n<x> skos:prefLabel \"a\" ."), "2: not well-formed Turtle: the prefix 'skos' is not declared");
  EXPECT_THAT(error_of("<x> <y> \"a"), HasSubstr("the file ends in the middle of a statement"));
  EXPECT_THAT(error_of("<x> <y> \"a\nb\" ."), HasSubstr("a line end in a short literal"));
  EXPECT_THAT(error_of("de,en\nKunde,customer\n"), HasSubstr("'de' is no name"));
  std::string deep = "<x> <y> ";
  for (int i = 0; i < 10000; ++i) deep += "[ <z> ";
  EXPECT_THAT(error_of(deep), HasSubstr("nested"));
  EXPECT_THAT(error_of("<x> <y> " + std::string(100000, '(')), HasSubstr("nested"));
  EXPECT_EQ(error_of(""), "none");
}

}  // namespace
}  // namespace termknit
