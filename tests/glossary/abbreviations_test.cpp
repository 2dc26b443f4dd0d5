// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/abbreviations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/extraction/word_shape.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

/// "SHORT = long form" for each definition found.
std::vector<std::string> found(const std::string& text, const char* language = "en") {
  Analyzer analyzer(language_resources(), lang(language));
  const std::vector<Token> tokens = analyzer.analyze(text);
  std::vector<std::string> lines;
  for (const AbbreviationDefinition& each : find_abbreviations(text, tokens, 5)) {
    std::string line(tokens[each.short_form].range.of(text));
    line += " =";
    for (std::size_t i = each.first; i <= each.last; ++i) line += " " + std::string(tokens[i].range.of(text));
    lines.push_back(line);
  }
  return lines;
}

TEST(Abbreviations, AreFoundInBracketsBehindTheirLongForm) {
  EXPECT_THAT(found("They use customer relationship management (CRM) every day."),
              testing::ElementsAre("CRM = customer relationship management"));
  EXPECT_THAT(found("The angiotensin converting enzyme (ACE) inhibitor."),
              testing::ElementsAre("ACE = angiotensin converting enzyme"));
}

TEST(Abbreviations, AreFoundBehindACommaInsideBrackets) {
  EXPECT_THAT(found("The system (customer relationship management, CRM) is new."),
              testing::ElementsAre("CRM = customer relationship management"));
}

TEST(Abbreviations, AreFoundInFrontOfTheirLongForm) {
  EXPECT_THAT(found("The CRM (customer relationship management) is new."),
              testing::ElementsAre("CRM = customer relationship management"));
}

TEST(Abbreviations, MayHoldSmallLetters) {
  EXPECT_THAT(found("In failure with reduced ejection fraction (FrEF) the dose is low."),
              testing::ElementsAre("FrEF = failure with reduced ejection fraction"));
  EXPECT_THAT(found("A heart failure (Hart) of the book."), testing::IsEmpty());
}

TEST(Abbreviations, MustBeMadeOfTheLettersOfTheLongForm) {
  EXPECT_THAT(found("We sold it to a company (IBM) last year."), testing::IsEmpty());
  EXPECT_THAT(found("(NATO) stands first."), testing::IsEmpty());
  EXPECT_THAT(found("CRM"), testing::IsEmpty());
  EXPECT_THAT(found(""), testing::IsEmpty());
}

TEST(Abbreviations, AreTakenFromTheWordForOr) {
  EXPECT_THAT(found("Asiakkuudenhallintajärjestelmä eli CRM kokoaa ostot.", "fi"),
              testing::ElementsAre("CRM = Asiakkuudenhallintajärjestelmä"));
}

TEST(WordShape, TellsSymbolsFromWords) {
  for (const char* symbol : {"P_ref", "x1", "dQ", "λr", "N1.12", "c0st", "iezīmeAtlaidesServiss"}) {
    EXPECT_TRUE(word_shape(symbol, false).symbol) << symbol;
  }
  for (const char* word : {"CO2", "H1N1", "EU", "pārdošana", "YouTube", "B2B", "e-mail", "Ödem", "β-blocker", "TNFα"}) {
    EXPECT_FALSE(word_shape(word, false).symbol) << word;
  }
  EXPECT_FALSE(word_shape("to", true).symbol);
}

TEST(WordShape, SeesLettersReadAsFigures) {
  EXPECT_TRUE(word_shape("crimina1", false).symbol);
  EXPECT_TRUE(word_shape("wi11", false).symbol);
  EXPECT_TRUE(word_shape("p01ice", false).symbol);
  EXPECT_FALSE(word_shape("CO2", false).symbol);
  EXPECT_FALSE(word_shape("beta2", false).symbol);
}

TEST(WordShape, SeesWordsThatRanTogether) {
  EXPECT_TRUE(word_shape("pārrunasPacietīgs", false).run_together);
  EXPECT_FALSE(word_shape("YouTube", false).run_together);
  EXPECT_FALSE(word_shape("pārrunas", false).run_together);
}

TEST(WordShape, SeesCapitals) {
  EXPECT_TRUE(word_shape("Ģimene", true).capital);
  EXPECT_FALSE(word_shape("Ģimene", true).all_capitals);
  EXPECT_TRUE(word_shape("ĢIMENE", true).all_capitals);
  EXPECT_FALSE(word_shape("ģimene", true).capital);
  EXPECT_EQ(word_shape("", false).all_capitals, false);
}

}  // namespace
}  // namespace termknit::test
