// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/utx.h"

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

TEST(Utx, WritesPairsWithStatusAndId) {
  ConceptEntry entry = pair_entry("c1", "Kunde", "customer");
  entry.languages[0].terms[0].part_of_speech = PartOfSpeech::noun;
  entry.languages[1].terms[0].status = AdministrativeStatus::preferred;
  Term& old = entry.languages[1].terms.emplace_back();
  old.designation = "patron";
  old.status = AdministrativeStatus::deprecated;
  EXPECT_EQ(written(make_utx_writer, {entry}, {.title = "Sales"}),
            "#UTX 1.20; de/en;\r\n#description: Sales;\r\n"
            "#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tsrc:comment\ttgt:comment\tconcept ID\r\n"
            "Kunde\tcustomer\tnoun\t\tapproved\t\t\tc1\r\nKunde\tpatron\tnoun\t\tforbidden\t\t\tc1\r\n");
}

TEST(Utx, GivesBackTermsStatusesAndIds) {
  ConceptEntry entry = pair_entry("c1", "#Kunde", "customer");
  entry.languages[0].terms.emplace_back().designation = "Klient";
  for (const auto status : {AdministrativeStatus::preferred, AdministrativeStatus::admitted,
                            AdministrativeStatus::superseded, AdministrativeStatus::deprecated}) {
    Term& term = entry.languages[1].terms.emplace_back();
    term.designation = status_name(status);
    term.status = status;
  }
  const auto result = read(read_utx, written(make_utx_writer, {entry, pair_entry("c2", "Preis", "price")}));
  EXPECT_EQ(
      summary(result.entries),
      "c1: de #Kunde, Klient; en preferred, customer, admitted, superseded, deprecated\nc2: de Preis; en price\n");
  for (const Term& term : result.entries[0].languages[1].terms) {
    const std::string_view expected =
        term.designation == "customer" ? "unspecified" : std::string_view(term.designation);
    EXPECT_EQ(status_name(term.status), expected);
  }
}

TEST(Utx, ReadsOlderVersions) {
  const auto result = read(read_utx,
                           "#UTX-S 1.00; ja-JP/en_us; 2008-05-21; copyright: x; bidirectional\n"
                           "#description: words; license: CC-by 3.0\n"
                           "#src\ttgt\tsrc:pos\tsrc:yomi\tConcept ID\n"
                           "顧客\tcustomer\tnoun\tこきゃく\tC002\n価格\t-\tnoun\n");
  EXPECT_EQ(summary(result.entries), "C002: ja-JP 顧客; en-US customer\n");
  EXPECT_EQ(result.header.title, "words");
  EXPECT_THAT(result.entries[0].languages[0].terms[0].other,
              ElementsAre(DataCategory{"note", "srcyomi", "こきゃく", ""}));
  EXPECT_THAT(result.repairs, ElementsAre("5: line 5 is no pair of terms; skipped"));
}

TEST(Utx, NeedsColumnsAndLanguages) {
  EXPECT_THROW(read(read_utx, "Kunde\tcustomer\n", {"de", "en"}), Error);
  EXPECT_THROW(read(read_utx, "#src\ttgt\nKunde\tcustomer\n"), Error);
  EXPECT_EQ(read(read_utx, "#src\ttgt\nKunde\tcustomer\n", {"de", "en"}).entries.size(), 1U);
}

}  // namespace
}  // namespace termknit
