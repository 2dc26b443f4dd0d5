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

TEST_F(CitationForm, ShowsAFormWhereOnlyAStemIsKnown) {
  LanguageResourcesOptions options = language_resources().options();
  options.dictionary_folders = {};
  LanguageResources stemmed(options);
  const std::vector<ObservedVariant> variants{{{"contratos"}, 2}, {{"contrato"}, 5}};
  EXPECT_EQ(citation_form(stemmed, lang("es"), variants), "contrato");
}

TEST_F(CitationForm, TakesTheLemmaThatMostVariantsCanHave) {
  if (!test::has_dictionary("fi")) GTEST_SKIP() << "no dictionary for fi";
  EXPECT_EQ(cite("fi", {{{"strategiseen", "päätökseen"}, 2}, {{"strategista", "päätöstä"}, 1}}), "strateginen päätös");
}

TEST_F(CitationForm, ChoosesDefinitenessByWhatMostFormsSay) {
  EXPECT_EQ(cite("lv", {{{"tiešās", "pārdošanas"}, 2}, {{"tiešajai", "pārdošanai"}, 1}}), "tiešā pārdošana");
  EXPECT_EQ(cite("lv", {{{"finansiālā", "zaudējumā"}, 2}, {{"finansiālam", "zaudējumam"}, 1}}), "finansiāls zaudējums");
}

TEST_F(CitationForm, LeavesAModifierThatNeverChanges) {
  EXPECT_EQ(cite("lv", {{{"kapitāla", "tirgum"}, 1}, {{"kapitāla", "tirgu"}, 1}, {{"kapitāla", "tirgū"}, 1}}),
            "kapitāla tirgus");
}

}  // namespace
}  // namespace termknit
