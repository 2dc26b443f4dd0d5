// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <random>

#include <gtest/gtest.h>

#include "language/analyzer.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

using Stands = WordScan::Stands;

WordScan scan_for(const std::vector<std::string>& words) {
  WordScan scan;
  for (const std::string& word : words) scan.add(word);
  return scan;
}

std::vector<WordScan::Found> found(const WordScan& scan, std::string_view text) {
  std::vector<WordScan::Found> found;
  EXPECT_TRUE(scan.find(text, found)) << text;
  return found;
}

/// How the only place of "kunde" stands.
std::optional<Stands> stands(std::string_view text) {
  const auto places = found(scan_for({"kunde"}), text);
  return places.size() == 1 ? std::optional(places.front().stands) : std::nullopt;
}

TEST(WordScan, AWordBetweenBlanksAndMarksStandsAlone) {
  for (const char* text : {"kunde", "Der KUNDE kommt", "(Kunde)", "Ein Kunde.", "„Kunde“", "Kunde, Preis",
                           "Kunde\nPreis", "Kunde… und", "'Kunde'", "- Kunde -", "Kunde: Preis"})
    EXPECT_EQ(stands(text), Stands::alone) << text;
}

TEST(WordScan, HyphensAndLowLinesJoinForSure) {
  for (const char* text : {"Kunde-Preis", "Preis-Kunde", "Preis-Kunde-Preis", "kunde_id", "id_kunde"})
    EXPECT_EQ(stands(text), Stands::joined) << text;
}

TEST(WordScan, WhatDependsOnTheLanguageOrMayBeAnAddressIsLeftOpen) {
  for (const char* text : {"l'kunde", "kunde.de", "EU:kunde", "http://a/kunde", "kunde@a.b", "Preis\u2011Kunde"})
    EXPECT_EQ(stands(text), Stands::unsure) << text;
}

TEST(WordScan, AWordWithinAWordIsNotFound) {
  for (const char* text : {"Kunden", "Großkunde", "akunde", "kunde1", "1kunde", "kundé", "ékunde", "", "k", "ku"})
    EXPECT_EQ(stands(text), std::nullopt) << text;
}

TEST(WordScan, LettersAreFolded) {
  EXPECT_EQ(found(scan_for({"strasse"}), "Eine Straße").size(), 1U);
  EXPECT_EQ(found(scan_for({"pārdošana"}), "PĀRDOŠANA un").size(), 1U);
  EXPECT_EQ(found(scan_for({"клиент"}), "Клиент").size(), 1U);
  EXPECT_EQ(found(scan_for({"σοφοσ"}), "ΣΟΦΟΣ").size(), 1U);
}

TEST(WordScan, WordsOfSeveralRowsAreFoundByTheirFirst) {
  WordScan scan;
  const auto mail = scan.add("e-mail"), letter = scan.add("e");
  EXPECT_EQ(mail.row, letter.row);
  EXPECT_FALSE(mail.is_word);
  EXPECT_TRUE(letter.is_word);
  const auto places = found(scan, "an E-Mail");
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places.front().row, mail.row);
}

TEST(WordScan, CombiningMarksAndOtherScriptsEndTheScan) {
  std::vector<WordScan::Found> places;
  const WordScan scan = scan_for({"kunde"});
  for (const char* text : {"Kunde e\u0301", "客户 Kunde", "Kunde \u200D", "שלום Kunde", "ไทย", "½ ﬁ", "Kunde\xFF"})
    EXPECT_FALSE(scan.find(text, places) && std::string_view(text) != "½ ﬁ") << text;
}

TEST(WordScan, AWordWithoutALetterIsLeftToTheAnalyzer) {
  std::vector<WordScan::Found> places;
  EXPECT_FALSE(scan_for({"_"}).find("a b", places));
  EXPECT_FALSE(scan_for({std::string(90, 'a')}).find("a b", places)) << "it may be cut in the index";
}

/// Random text of pieces that stand beside each other in all ways.
std::string random_text(std::mt19937& random) {
  constexpr std::array<std::string_view, 40> kPieces{
      "kunde", "Kunde", "KUNDE", "e", "mail", "E", "straße", "ā", "l", "qu", "5", "3a",    "@", "://",
      "www.",  "doi:",  ".",     ",", ":",    "'", "’",      "-", "‐", "_",  "/", " ",     " ", " ",
      " ",     "\n",    "\t",    "(", ")",    "…", "„",      "·", "№", "²",  "é", "\u00A0"};
  std::string text;
  const std::size_t pieces = 1 + random() % 30;
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST(WordScan, SaysOfRandomTextWhatTheAnalyzerSays) {
  const std::vector<std::string> words{"kunde", "e",  "e-mail",  "strasse", "l", "l'",
                                       "5",     "3a", "kunde_e", "e.mail",  "ā"};
  const WordScan scan = scan_for(words);
  std::mt19937 random(1);
  std::size_t scanned = 0, alone = 0, joined = 0;
  for (const char* language : {"de", "en", "fi", "fr", "lv"}) {
    Analyzer analyzer(language_resources(), LanguageTag::parse(language));
    for (int i = 0; i < 4000; ++i) {
      const std::string text = random_text(random);
      std::vector<WordScan::Found> places;
      if (!scan.find(text, places)) continue;
      ++scanned;
      const std::vector<Token> tokens = analyzer.split(text);
      for (const WordScan::Found& place : places) {
        const bool is_token =
            std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return token.range == place.range; });
        if (place.stands != Stands::unsure) {
          EXPECT_EQ(is_token, place.stands == Stands::alone) << language << ": " << text;
        }
        alone += place.stands == Stands::alone ? 1 : 0;
        joined += place.stands == Stands::joined ? 1 : 0;
      }
      for (const Token& token : tokens) {
        if (std::find(words.begin(), words.end(), token.folded) == words.end()) continue;
        EXPECT_TRUE(std::any_of(places.begin(), places.end(),
                                [&](const WordScan::Found& place) {
                                  return place.range.begin >= token.range.begin && place.range.end <= token.range.end;
                                }))
            << language << ": " << token.folded << " in " << text;
      }
    }
  }
  EXPECT_GT(scanned, 5000U);
  EXPECT_GT(alone, 5000U);
  EXPECT_GT(joined, 1000U);
}

}  // namespace
}  // namespace termknit::test
