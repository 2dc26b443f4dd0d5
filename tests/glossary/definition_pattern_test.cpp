// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/definition_pattern.h"

#include <gtest/gtest.h>

#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

bool fits(const char* pattern, const char* language, const std::string& sentence, std::vector<std::string> term) {
  Analyzer analyzer(language_resources(), lang(language));
  return DefinitionPattern(pattern).fits(analyzer.analyze(sentence), term, analyzer.profile());
}

TEST(DefinitionPattern, FitsASentenceThatOpensWithIt) {
  EXPECT_TRUE(fits("X is a", "en", "Heart failure is a syndrome of the heart.", {"heart", "failure"}));
  EXPECT_TRUE(fits("X is a", "en", "Chronic heart failure is a long illness.", {"heart", "failure"}));
  EXPECT_FALSE(fits("X is a", "en", "Many people say that heart failure is a syndrome.", {"heart", "failure"}));
}

TEST(DefinitionPattern, AllowsAnArticleBetweenItselfAndTheTerm) {
  EXPECT_TRUE(fits("Unter X versteht man", "de", "Unter einem Kundenwert versteht man den Gewinn.", {"kundenwert"}));
  EXPECT_TRUE(fits("Unter X versteht man", "de", "Unter Kundenwert versteht man den Gewinn.", {"kundenwert"}));
}

TEST(DefinitionPattern, WantsANounBehindIt) {
  if (!has_dictionary("lv")) GTEST_SKIP() << "no Latvian dictionary";
  EXPECT_TRUE(fits("X ir", "lv", "Klients ir persona, kas pērk.", {"klients"}));
  EXPECT_FALSE(fits("X ir", "lv", "Klients ir neapmierināts ar preci.", {"klients"}));
}

TEST(DefinitionPattern, WithoutAnXFitsNothing) {
  EXPECT_FALSE(fits("is a", "en", "Heart failure is a syndrome.", {"heart", "failure"}));
  EXPECT_FALSE(fits("", "en", "Heart failure is a syndrome.", {"heart", "failure"}));
  EXPECT_FALSE(fits("X is a", "en", "", {"heart"}));
  EXPECT_FALSE(fits("X is a", "en", "is a", {}));
}

}  // namespace
}  // namespace termknit::test
