// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/definition_pattern.h"

#include <gtest/gtest.h>

#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

bool define(const char* pattern, const char* language, const std::string& sentence, std::vector<std::string> term) {
  Analyzer analyzer(language_resources(), lang(language));
  LanguageProfile profile = analyzer.profile();
  profile.definition_patterns = {pattern, "a the ein einem den"};
  const std::vector<Token> tokens = analyzer.analyze(sentence);
  return DefinitionPatterns(profile).define(tokens, term);
}

TEST(DefinitionPatterns, FitASentenceThatOpensWithThem) {
  EXPECT_TRUE(define("X is a", "en", "Heart failure is a syndrome of the heart.", {"heart", "failure"}));
  EXPECT_TRUE(define("X is a", "en", "A chronic heart failure is a serious illness.", {"heart", "failure"}));
  EXPECT_FALSE(define("X is a", "en", "Many people say that heart failure is a syndrome.", {"heart", "failure"}));
  EXPECT_FALSE(define("X is a", "en", "When heart failure is a syndrome, it is treated.", {"heart", "failure"}));
}

TEST(DefinitionPatterns, AllowAnArticleBetweenThemAndTheTerm) {
  EXPECT_TRUE(define("Unter X versteht man", "de", "Unter einem Kundenwert versteht man den Gewinn.", {"kundenwert"}));
  EXPECT_TRUE(define("Unter X versteht man", "de", "Unter Kundenwert versteht man den Gewinn.", {"kundenwert"}));
}

TEST(DefinitionPatterns, WantANounBehindThem) {
  if (!has_dictionary("lv")) GTEST_SKIP() << "no Latvian dictionary";
  EXPECT_TRUE(define("X ir", "lv", "Klients ir persona, kas pērk.", {"klients"}));
  EXPECT_FALSE(define("X ir", "lv", "Klients ir 10 personas, kas pērk.", {"klients"}));
  EXPECT_FALSE(define("X ir", "lv", "Klients ir neapmierināts ar preci.", {"klients"}));
  EXPECT_FALSE(define("X ir", "lv", "Pirms klients ir persona, viņš pērk.", {"klients"}));
}

TEST(DefinitionPatterns, WithoutAnXFitNothing) {
  EXPECT_FALSE(define("is a", "en", "Heart failure is a syndrome.", {"heart", "failure"}));
  EXPECT_FALSE(define("", "en", "Heart failure is a syndrome.", {"heart", "failure"}));
  EXPECT_FALSE(define("X is a", "en", "", {"heart"}));
  EXPECT_FALSE(define("X is a", "en", "is a", {}));
}

}  // namespace
}  // namespace termknit::test
