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

TEST_F(CitationForm, LeavesComparativesAsTheTextHasThem) {
  EXPECT_EQ(cite("cs", {{{"vyšší", "stupeň"}, 2}}), "vyšší stupeň");
  EXPECT_EQ(cite("de", {{{"größten", "Rabatt"}, 2}}), "größten Rabatt");
  EXPECT_EQ(cite("de", {{{"großen", "Rabatt"}, 2}}), "großer Rabatt");
}

TEST_F(CitationForm, PrintsNoBlankBehindAnElidedWord) {
  EXPECT_EQ(join_words(std::vector<std::string>{"fraction", "d'", "éjection"}), "fraction d'éjection");
  EXPECT_EQ(join_words(std::vector<std::string>{"servisní", "zakázka"}), "servisní zakázka");
}

TEST_F(CitationForm, MakesGermanAdjectivesAgreeWithTheGenderOfTheirNoun) {
  EXPECT_EQ(cite("de", {{{"gemeldeten", "Ergebnisse"}, 2}}), "gemeldetes Ergebnis");
  EXPECT_EQ(cite("de", {{{"potenziellen", "Kunden"}, 2}, {{"potenzielle", "Kunden"}, 1}}), "potenzieller Kunde");
  EXPECT_EQ(cite("de", {{{"digitale", "Geschenkkarten"}, 2}}), "digitale Geschenkkarte");
  EXPECT_EQ(
      cite("de",
           {{{"ausgewählten", "Auftrag"}, 3}, {{"ausgewählten", "Aufträge"}, 1}, {{"ausgewählten", "Aufträgen"}, 1}}),
      "ausgewählter Auftrag");
}

TEST_F(CitationForm, FindsTheHeadOfACompoundWithAnIrregularPlural) {
  EXPECT_EQ(cite("de", {{{"Konten"}, 2}}), "Konto");
  EXPECT_EQ(cite("de", {{{"Debitorenkonten"}, 2}}), "Debitorenkonto");
}

TEST_F(CitationForm, WritesAnAdjectiveOfAHeadingSmall) {
  EXPECT_EQ(cite("de", {{{"Kundenorientierte"}, 1}}), "kundenorientiert");
  EXPECT_EQ(cite("de", {{{"Kundenorientierung"}, 1}}), "Kundenorientierung");
}

TEST_F(CitationForm, TakesACompoundForWhatItsLastPartIs) {
  if (!test::has_dictionary("fi")) GTEST_SKIP() << "no Finnish dictionary";
  EXPECT_EQ(cite("fi", {{{"raharikkaat", "organisaatiot"}, 1}}), "raharikas organisaatio");
}

TEST_F(CitationForm, KeepsFrenchPluralsWhoseAdjectivesAgree) {
  if (!test::has_dictionary("fr")) GTEST_SKIP() << "no French dictionary";
  EXPECT_EQ(cite("fr", {{{"sanctions", "dissuasives"}, 3}}), "sanctions dissuasives");
  EXPECT_EQ(cite("fr", {{{"sanction", "dissuasive"}, 1}, {{"sanctions", "dissuasives"}, 3}}), "sanction dissuasive");
}

TEST_F(CitationForm, GivesEitherSideOfAConjunctionItsHead) {
  EXPECT_EQ(cite("lv", {{{"cenām", "un", "kopējo", "daudzumu"}, 1}}), "cena un kopējais daudzums");
  EXPECT_EQ(cite("cs", {{{"dodávky", "a", "otevřeným", "objednávkám"}, 1}}), "dodávka a otevřená objednávka");
  EXPECT_EQ(cite("cs", {{{"prodejního", "a", "servisního", "procesu"}, 1}}), "prodejní a servisní proces");
  EXPECT_EQ(cite("en", {{{"terms", "and", "conditions"}, 4}, {{"term", "and", "condition"}, 1}}),
            "terms and conditions");
}

TEST_F(CitationForm, LeavesTheAdjectiveOfAGenitiveInFrontOfTheHead) {
  EXPECT_EQ(cite("lv", {{{"Tiešās", "piegādes", "lapa"}, 1}}), "tiešās piegādes lapa");
  EXPECT_EQ(cite("lv", {{{"nākamās", "dienas", "piegādi"}, 1}}), "nākamās dienas piegāde");
  EXPECT_EQ(cite("lv", {{{"jaunā", "līguma", "rinda"}, 1}, {{"jauno", "līguma", "rindu"}, 1}}), "jaunā līguma rinda");
}

TEST_F(CitationForm, MakesOrdinalsAgreeThatAreNoAdjectivesToTheDictionary) {
  EXPECT_EQ(cite("lv", {{{"pirmās", "līguma", "rindas"}, 1}}), "pirmā līguma rinda");
  EXPECT_EQ(cite("lv", {{{"iepriekšējās", "versijās"}, 1}}), "iepriekšējā versija");
}

TEST_F(CitationForm, TakesOfSeveralLemmasTheOneThatStandsInTheText) {
  const std::vector<ObservedVariant> seen{{{"pracovní", "prostory"}, 2}};
  const auto only = [](const char* word) { return [word](const std::string& form) { return form == word; }; };
  EXPECT_EQ(citation_form(language_resources(), lang("cs"), seen, only("prostor")), "pracovní prostor");
  EXPECT_EQ(citation_form(language_resources(), lang("cs"), seen, only("prostora")), "pracovní prostora");
}

TEST_F(CitationForm, AFormOfTheTermIsNoWitnessForAnotherReading) {
  const std::vector<ObservedVariant> seen{{{"Ziele"}, 1}, {{"Zielen"}, 2}};
  const auto in_text = [](const std::string& form) { return form == "ziele" || form == "zielen"; };
  EXPECT_EQ(citation_form(language_resources(), lang("de"), seen, in_text), "Ziel");
}

TEST_F(CitationForm, IsSpeltAsMostOfItsFormsHaveIt) {
  // A careless "dienste" has the lemma "dienst", which is another reading of Dienste, too.
  EXPECT_EQ(cite("de", {{{"Dienste"}, 2}, {{"Diensten"}, 1}, {{"dienste"}, 1}}), "Dienst");
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
