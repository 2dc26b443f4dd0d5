// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/text_breaks.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termknit {
namespace {

using testing::ElementsAre;

std::vector<std::string> words_of(std::string_view text, const char* language) {
  TextBreaker breaker(LanguageTag::parse(language));
  std::vector<std::string> words;
  for (const ByteRange& word : breaker.find(text).words) words.emplace_back(word.of(text));
  return words;
}

std::vector<std::uint32_t> sentences_of(std::string_view text, const char* language = "en") {
  return TextBreaker(LanguageTag::parse(language)).find(text).sentences;
}

TEST(TextBreaks, MarksBetweenLettersAndBetweenDigitsBelongToTheWord) {
  EXPECT_THAT(words_of("Don't pay 1,000.50 at example.org, snake_case _ or __x!", "en"),
              ElementsAre("Don't", "pay", "1,000.50", "at", "example.org", "snake_case", "or", "__x"));
}

TEST(TextBreaks, AColonIsInsideAWordInFinnishAndNotInEnglish) {
  EXPECT_THAT(words_of("EU:n jäsen", "fi"), ElementsAre("EU:n", "jäsen"));
  EXPECT_THAT(words_of("EU:n jäsen", "en"), ElementsAre("EU", "n", "jäsen"));
}

TEST(TextBreaks, ASmallLetterGoesOnWithTheSentence) {
  EXPECT_THAT(sentences_of("He came. She saw (it.) \"It won?\" Yes."), ElementsAre(0, 9, 23, 33));
  EXPECT_THAT(sentences_of("Siehe Nr. 5 usw. und so weiter. Ende\nneu", "de"), ElementsAre(0, 32, 37));
}

TEST(TextBreaks, InGreekASemicolonEndsAQuestion) {
  EXPECT_EQ(sentences_of("Τι; Ναι.", "el").size(), 2U);
  EXPECT_EQ(sentences_of("Τι; Ναι.", "en").size(), 1U);
}

TEST(TextBreaks, TheFastWayFindsWhatIcuFinds) {
  const std::vector<std::string> pieces{
      "a", "b",  "Z",      "É",      "ß",      "1",      "2",          ".",  ",", "'", "’", ":",   "_", "-",
      " ", "\n", "(",      ")",      "\"",     "!",      "?",          "…",  ";", "„", "“", "«",   "–", "Ж",
      "ж", "Ω",  "م",      "·",      "/",      "\u00A0", "\u2009",     "ª",  "→", "©", "@", "ツ",  "ก", "א",
      "״", "\r", "\u0301", "\u200D", "\u00AD", "\u2028", "\U0001F600", "漢", "؟", "⸗", "ʼ", "\xFF"};
  std::mt19937 random(1);
  for (const char* language : {"de", "fi", "en", "el", "und"}) {
    const auto tag = LanguageTag::try_parse(language);
    TextBreaker breaker(tag ? *tag : LanguageTag());
    for (int i = 0; i < 4'000; ++i) {
      std::string text;
      for (auto left = 1 + random() % 14; left > 0; --left)
        text += pieces[random() % (random() % 8 == 0 ? pieces.size() : 30)];
      const TextBreaks fast = breaker.find(text);
      const TextBreaks& icu = breaker.find_by_icu(text);
      ASSERT_EQ(fast.words, icu.words) << language << " [" << text << ']';
      ASSERT_EQ(fast.sentences, icu.sentences) << language << " [" << text << ']';
    }
  }
}

TEST(TextBreaks, NoTextHasNoWords) {
  EXPECT_TRUE(words_of("", "de").empty());
  EXPECT_THAT(sentences_of(""), ElementsAre(0));
}

}  // namespace
}  // namespace termknit
