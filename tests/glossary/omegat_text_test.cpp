// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/omegat_text.h"

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

const std::string kFirstLine = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n";

TEST(OmegatText, WritesOneLinePerPair) {
  ConceptEntry entry = pair_entry("c1", "Kunde", "customer");
  entry.languages[0].terms.emplace_back().designation = "Klient";
  entry.languages[0].terms[1].status = AdministrativeStatus::preferred;
  entry.languages[1].definitions = {{"who\tbuys\nthings", "x"}};
  Term& old = entry.languages[1].terms.emplace_back();
  old.designation = "patron";
  old.status = AdministrativeStatus::deprecated;
  EXPECT_EQ(written(make_omegat_writer, {entry}), kFirstLine + "Klient\tcustomer\twho buys things; not: patron\n" +
                                                      "Kunde\tcustomer\twho buys things; not: patron\n");
}

TEST(OmegatText, CannotBeBrokenByTerms) {
  const std::string text =
      written(make_omegat_writer, {pair_entry("1", "#tag", "a\tb"), pair_entry("2", "x\ny", "\r\n"),
                                   pair_entry("3", "=1+1", "#z"), pair_entry("4", " ", "y")});
  EXPECT_EQ(text, kFirstLine + " #tag\ta b\n" + "=1+1\t#z\n");
  EXPECT_EQ(summary(read(read_omegat, text, {"de", "en"}).entries), ": de #tag; en a b\n: de =1+1; en #z\n");
}

TEST(OmegatText, WritesTheFirstTwoLanguages) {
  ConceptEntry entry = pair_entry("c1", "Kunde", "customer");
  entry.section(LanguageTag::parse("lv")).terms.emplace_back().designation = "klients";
  EXPECT_EQ(written(make_omegat_writer, {entry}, {}, {LanguageTag::parse("lv"), LanguageTag::parse("de")}),
            kFirstLine + "klients\tKunde\n");
  EXPECT_THROW(written(make_omegat_writer, {entry}, {}, {LanguageTag::parse("lv")}), Error);
}

TEST(OmegatText, ReadsAsOmegatDoes) {
  const auto result =
      read(read_omegat,
           "\xEF\xBB\xBF# comment\r\ncustomer\tKunde\tnote\tmore\r\n\r\nprice \t Preis\r\nalone\r\nx\t\r\n"
           "\"quoted\tzitiert\"",
           {"en", "de"});
  EXPECT_EQ(summary(result.entries), ": en customer; de Kunde\n: en price; de Preis\n: en \"quoted; de zitiert\"\n");
  EXPECT_THAT(result.entries[0].notes, ElementsAre("note", "more"));
  EXPECT_THAT(result.repairs,
              ElementsAre("5: line 5 is no pair of terms; skipped", "6: line 6 is no pair of terms; skipped"));
  EXPECT_THROW(read(read_omegat, "a\tb\n"), Error);
}

TEST(OmegatText, ReadsOtherEncodings) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("fee\tGeb\n")) utf16 += {c, '\0'};
  EXPECT_EQ(summary(read(read_omegat, utf16, {"en", "de"}).entries), ": en fee; de Geb\n");
}

}  // namespace
}  // namespace termknit
