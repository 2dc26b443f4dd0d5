// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/citation_form.h"

#include <gtest/gtest.h>

#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::language_resources;

std::string cite(const char* code, std::initializer_list<ObservedVariant> variants) {
  const std::vector<ObservedVariant> list(variants);
  return citation_form(language_resources(), lang(code), list);
}

class CitationForm : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* code : {"cs", "lv", "de"}) {
      if (!test::has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
  }
};

TEST_F(CitationForm, PrefersAnObservedNominative) {
  EXPECT_EQ(cite("cs", {{{"zákaznickým", "servisem"}, 9}, {{"zákaznický", "servis"}, 1}}), "zákaznický servis");
}

TEST_F(CitationForm, MakesANominativeThatAgrees) {
  EXPECT_EQ(cite("cs", {{{"zákaznickým", "servisem"}, 2}}), "zákaznický servis");
  EXPECT_EQ(cite("cs", {{{"zákaznickou", "spokojeností"}, 2}}), "zákaznická spokojenost");
}

TEST_F(CitationForm, LeavesGenitiveModifiers) {
  EXPECT_EQ(cite("lv", {{{"klientu", "apmierinātību"}, 3}}), "klientu apmierinātība");
}

TEST_F(CitationForm, UndoesTheCapitalOfASentence) {
  EXPECT_EQ(cite("lv", {{{"Pārdošana"}, 4}, {{"pārdošanas"}, 2}}), "pārdošana");
  EXPECT_EQ(cite("de", {{{"Kundenergebnisse"}, 4}, {{"Kundenergebnissen"}, 2}}), "Kundenergebnis");
}

}  // namespace
}  // namespace termknit
