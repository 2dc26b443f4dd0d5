// SPDX-License-Identifier: GPL-3.0-or-later
// What extraction makes of articles, good ones and bad ones.

#include "glossary/extraction/term_extraction.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/index_articles.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Articles in an index of their own.
class Corpus {
 public:
  explicit Corpus(const std::map<std::string, std::string>& articles, const char* language = nullptr) {
    for (const auto& [name, text] : articles) folder_.write("articles/" + name, text);
    std::filesystem::create_directories(folder_.path() / ".termknit");
    IndexOptions options;
    options.paths = {folder_.path() / "articles"};
    if (language) options.language = lang(language);
    index_articles(folder_.path() / ".termknit", language_resources(), options, {});
    index_.emplace(*ArticleIndex::open(folder_.path() / ".termknit"));
  }

  std::vector<TermCandidate> candidates(ExtractionOptions options = {}) {
    options.sink = [&](const Diagnostic& diagnostic) { warnings += diagnostic.message + "\n"; };
    return extract_terms(*index_, language_resources(), frequencies_, options);
  }
  std::vector<std::string> terms(ExtractionOptions options = {}) {
    std::vector<std::string> names;
    for (const TermCandidate& candidate : candidates(std::move(options))) names.push_back(candidate.term);
    return names;
  }
  TermCandidate candidate(const std::string& term, ExtractionOptions options = {}) {
    for (TermCandidate& each : candidates(std::move(options))) {
      if (each.term == term) return each;
    }
    return {};
  }

  std::string warnings{};

 private:
  TempFolder folder_;
  FrequencyLists frequencies_{source_folder() / "data"};
  std::optional<ArticleIndex> index_;
};

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::vector<std::string> first(std::vector<std::string> terms, std::size_t count) {
  terms.resize(std::min(terms.size(), count));
  return terms;
}

const char* const kHeart =
    "Heart failure is a syndrome in which the heart cannot pump enough blood. In patients with heart failure the "
    "ejection fraction of the left ventricle is often reduced. A reduced ejection fraction is treated with beta "
    "blockers. "
    "Beta blockers lower the heart rate. The results of this study show that the ejection fraction improved in most "
    "patients. These results are important, and the study shows that heart failure can be treated. The method of the "
    "study "
    "is described in the second section. Angiotensin converting enzyme inhibitors (ACEI) are given to the patients "
    "too. "
    "The dose of the ACEI depends on the blood pressure. Atrial fibrillation makes heart failure worse. In the next "
    "section "
    "the method and the results are discussed. Atrial fibrillation was seen in many of the patients.\n";

TEST(TermExtraction, PutsTheSubjectBeforeWordsOfEverySubject) {
  Corpus corpus({{"a.txt", kHeart}}, "en");
  const std::vector<std::string> terms = corpus.terms();
  EXPECT_THAT(first(terms, 8), Contains("ejection fraction"));
  EXPECT_THAT(first(terms, 8), Contains("beta blocker"));
  for (const char* word : {"results", "result", "study", "section", "method", "important"}) {
    EXPECT_THAT(first(terms, 8), Not(Contains(word)));
  }
}

TEST(TermExtraction, GroupsTheInflectedFormsOfATerm) {
  Corpus corpus({{"a.txt", kHeart}}, "en");
  const TermCandidate candidate = corpus.candidate("beta blocker");
  EXPECT_EQ(candidate.frequency, 2U);
  EXPECT_THAT(candidate.key, ElementsAre("beta", "blocker"));
}

std::size_t place(const std::vector<std::string>& terms, const std::string& term) {
  return static_cast<std::size_t>(std::find(terms.begin(), terms.end(), term) - terms.begin());
}

TEST(TermExtraction, PutsNamesBehindTermsAndKeepsThem) {
  Corpus corpus({{"a.txt", times(4,
                                 "The New York Heart Association (NYHA) wrote about the cardiomyopathy in Belgium. "
                                 "The EU paid for the study. In ejection fraction (EF) nothing changed.\n")}},
                "en");
  const std::vector<std::string> terms = corpus.terms();
  EXPECT_LT(place(terms, "cardiomyopathy"), place(terms, "EU"));
  EXPECT_LT(place(terms, "ejection fraction"), place(terms, "Belgium"));
  EXPECT_THAT(terms, Contains("EU"));
  EXPECT_TRUE(corpus.candidate("EU").proper_name);
  EXPECT_TRUE(corpus.candidate("Belgium").proper_name);
  EXPECT_FALSE(corpus.candidate("ejection fraction").proper_name);
}

TEST(TermExtraction, TakesAnAcronymThatTheTextExplainsForWhatItExplains) {
  // ESA is a space agency, but not where the text says otherwise.
  Corpus corpus({{"a.txt", times(3,
                                 "The erythropoiesis-stimulating agent (ESA) was given to the patients with "
                                 "anaemia. The ESA was stopped.\n")}},
                "en");
  for (const TermCandidate& candidate : corpus.candidates({.all = true})) {
    if (candidate.term == "ESA" || candidate.term == "erythropoiesis-stimulating agent") {
      EXPECT_FALSE(candidate.proper_name) << candidate.term;
    }
  }
}

TEST(TermExtraction, KnowsAnEnglishVerbByTheWordsAroundIt) {
  Corpus corpus({{"a.txt", times(3,
                                 "The state will accede to the convention. To accede is easy, and to ratify the "
                                 "convention too. The ratification of the convention takes a year.\n")}},
                "en");
  const std::vector<std::string> terms = corpus.terms({.all = true});
  EXPECT_LT(place(terms, "ratification"), place(terms, "accede"));
  EXPECT_LT(place(terms, "convention"), place(terms, "ratify"));
}

TEST(TermExtraction, KnowsADutchVerbByTheFlagsOfItsEntry) {
  Corpus corpus(
      {{"a.txt", times(6, "Bij deze mensen steeg de ejectiefractie. Ook daalt de sterfte en reageert het hart. ")}},
      "nl");
  ExtractionOptions all;
  all.all = true;
  const std::vector<std::string> terms = first(corpus.terms(all), 3);
  EXPECT_THAT(terms, Contains("ejectiefractie"));
  EXPECT_THAT(terms, Contains("sterfte"));
}

TEST(TermExtraction, KeepsTheCapitalThatANameAlwaysHas) {
  Corpus corpus(
      {{"a.txt", times(6, "Podle zákona dává Evropská unie státům nové prostředky na stavbu silnic a mostů. ")}}, "cs");
  ExtractionOptions all;
  all.all = true;
  EXPECT_THAT(corpus.terms(all), Contains("Evropská unie"));
}

TEST(TermExtraction, GivesAForeignWordNoEnding) {
  Corpus corpus(
      {{"a.txt",
        times(6, "Sistēmā ir atvērts modulis Management un vēl citi moduļi, kurus klients izmanto katru dienu. ")}},
      "lv");
  ExtractionOptions all;
  all.all = true;
  EXPECT_THAT(corpus.terms(all), Contains("Management"));
  EXPECT_THAT(corpus.terms(all), Not(Contains("Managements")));
}

TEST(TermExtraction, TakesANameWithAGeneralWordForNoTerm) {
  Corpus corpus(
      {{"a.txt", times(6, "Corruption offences are dealt with at the EU level by the anticorruption court. ")}}, "en");
  ExtractionOptions all;
  all.all = true;
  const std::vector<std::string> terms = corpus.terms(all);
  const auto place = [&](const char* term) { return std::find(terms.begin(), terms.end(), term) - terms.begin(); };
  EXPECT_LT(place("corruption offence"), place("EU level"));
}

TEST(TermExtraction, GroupsDutchPluralsThatNoDictionaryKnows) {
  if (!has_dictionary("nl")) GTEST_SKIP() << "no Dutch dictionary";
  Corpus corpus(
      {{"a.txt", "De ejectiefractie daalt. De ejectiefracties dalen. Het aantal ziekenhuisopnames stijgt.\n"}}, "nl");
  EXPECT_EQ(corpus.candidate("ejectiefractie", {.all = true}).frequency, 2U);
  EXPECT_THAT(corpus.terms({.all = true}), Contains("ziekenhuisopname"));
}

TEST(TermExtraction, DoesNotJoinFinnishWordsOfDifferentCases) {
  if (!has_dictionary("fi")) GTEST_SKIP() << "no Finnish dictionary";
  Corpus corpus({{"a.txt", times(3, "Valitse luettelosta asiakkaan tilaus. Uusissa tilauksissa on virhe.\n")}}, "fi");
  for (const std::string& term : corpus.terms({.all = true}))
    EXPECT_THAT(term, testing::AnyOf("luettelo", Not(testing::StartsWith("luettelo")))) << term;
}

TEST(TermExtraction, JoinsAShortFormWithItsLongForm) {
  Corpus corpus({{"a.txt", kHeart}}, "en");
  for (const TermCandidate& candidate : corpus.candidates()) {
    EXPECT_NE(candidate.term, "ACEI");
    if (candidate.key.size() == 4) {
      EXPECT_THAT(candidate.abbreviations, ElementsAre("ACEI"));
    }
  }
}

TEST(TermExtraction, JoinsSpellingsWithAndWithoutHyphen) {
  Corpus corpus({{"a.txt",
                  "The wind-turbine was replaced by the owner. A wind turbine is long. Every wind turbine has a "
                  "rotor. The rotor of the wind turbine turned.\n"}},
                "en");
  const TermCandidate candidate = corpus.candidate("wind turbine", {.all = true});
  std::vector<std::string> forms;
  for (const auto& [form, count] : candidate.forms) forms.push_back(form);
  EXPECT_THAT(forms, Contains("wind turbine"));
  EXPECT_THAT(forms, Contains("wind-turbine"));
}

TEST(TermExtraction, JoinsBritishAndAmericanSpelling) {
  Corpus corpus(
      {{"a.txt", "The tumour was found early. The doctor saw that the tumor had grown. This tumour is benign.\n"}},
      "en");
  const std::vector<TermCandidate> candidates = corpus.candidates({.all = true});
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [](const TermCandidate& each) { return each.term == "tumour"; });
  ASSERT_NE(found, candidates.end());
  EXPECT_EQ(found->frequency, 3U);
  EXPECT_THAT(corpus.terms({.all = true}), Not(Contains("tumor")));
}

TEST(TermExtraction, ShowsNestedTermsUnderTheLongerOne) {
  Corpus corpus({{"a.txt", times(2, kHeart)}}, "en");
  EXPECT_THAT(corpus.candidate("heart failure").nested, Contains("heart"));
}

TEST(TermExtraction, QuotesASentenceThatDefinesTheTerm) {
  Corpus corpus({{"a.txt", kHeart}}, "en");
  const TermCandidate candidate = corpus.candidate("heart failure");
  ASSERT_THAT(candidate.definitions, SizeIs(1));
  EXPECT_EQ(candidate.definitions.front().text,
            "Heart failure is a syndrome in which the heart cannot pump enough blood.");
  EXPECT_EQ(candidate.definitions.front().source, "articles/a.txt");
  ASSERT_FALSE(candidate.contexts.empty());
  EXPECT_EQ(candidate.contexts.front().text, candidate.definitions.front().text);
}

TEST(TermExtraction, FindsDefinitionsInOtherLanguages) {
  if (!has_dictionary("de") || !has_dictionary("lv") || !has_dictionary("cs")) GTEST_SKIP() << "no dictionaries";
  const auto defines = [](const char* language, const std::string& text, const std::string& term) {
    Corpus corpus({{"a.txt", text + "\n"}}, language);
    return corpus.candidate(term, {.all = true}).definitions;
  };
  EXPECT_THAT(defines("de", "Unter einem Kundenwert versteht man den Gewinn, den ein Kunde über die Jahre bringt.",
                      "Kundenwert"),
              SizeIs(1));
  EXPECT_THAT(defines("lv", "Lojalitāte ir klienta vēlme atgriezties pie tā paša pārdevēja.", "lojalitāte"), SizeIs(1));
  EXPECT_THAT(defines("cs", "Reklamace je stížnost zákazníka na vadný výrobek, který si koupil.", "reklamace"),
              SizeIs(1));
}

TEST(TermExtraction, TellsProperNamesFromTerms) {
  Corpus corpus({{"a.txt", times(3,
                                 "The turbine was built by Nordex for the owner. The rotor of the turbine came from "
                                 "Nordex too. The owner of the rotor knows Nordex well. ")}},
                "en");
  EXPECT_TRUE(corpus.candidate("Nordex", {.all = true}).proper_name);
  EXPECT_FALSE(corpus.candidate("turbine", {.all = true}).proper_name);
}

TEST(TermExtraction, LeavesOutWhatAPersonRefused) {
  Corpus corpus({{"a.txt", kHeart}}, "en");
  ExtractionOptions options{.limit = 5};
  const std::vector<std::string> before = corpus.terms(options);
  options.rejected = [&](const TermCandidate& candidate) { return candidate.term == before.front(); };
  const std::vector<std::string> after = corpus.terms(options);
  EXPECT_THAT(after, Not(Contains(before.front())));
  EXPECT_THAT(after, SizeIs(5));
  EXPECT_EQ(after.front(), before[1]);
}

TEST(TermExtraction, GivesTheSameWhateverTheNumberOfThreads) {
  std::map<std::string, std::string> articles;
  for (int i = 0; i < 12; ++i) articles["a" + std::to_string(i) + ".txt"] = times(i % 3 + 1, kHeart);
  Corpus corpus(articles, "en");
  const std::vector<TermCandidate> one = corpus.candidates({.all = true, .jobs = 1});
  const std::vector<TermCandidate> four = corpus.candidates({.all = true, .jobs = 4});
  EXPECT_EQ(one, four);
  EXPECT_FALSE(one.empty());
}

TEST(TermExtraction, SaysSoWhenThereIsTooLittleText) {
  Corpus corpus({{"a.txt", "The ejection fraction was low.\n"}}, "en");
  EXPECT_THAT(corpus.terms({.all = true}), Contains("ejection fraction"));
  EXPECT_THAT(corpus.warnings, HasSubstr("too little to tell terms from other words"));
}

TEST(TermExtraction, TakesNothingFromTextOfAnotherLanguageThanItIsMarkedAs) {
  Corpus corpus({{"a.txt", times(4, kHeart)}}, "fi");
  EXPECT_THAT(corpus.terms(), IsEmpty());
  EXPECT_THAT(corpus.warnings, HasSubstr("the text marked 'fi' is 'en' by its words"));
}

TEST(TermExtraction, TellsDutchFromFrenchThoughTheyShareStopWords) {
  const std::string dutch =
      "De patiënten met hartfalen werden behandeld en de sterfte en de kwaliteit van leven van de patiënten werden in "
      "de "
      "kliniek van het ziekenhuis gemeten. ";
  Corpus corpus({{"a.txt", times(20, dutch)}}, "fr");
  EXPECT_THAT(corpus.terms(), IsEmpty());
  EXPECT_THAT(corpus.warnings, HasSubstr("nl"));
}

TEST(TermExtraction, PrintsNoBlankBehindAnElidedWord) {
  Corpus corpus({{"a.txt", times(6, "Chez ces patients la fraction d'éjection du ventricule est réduite. ")}}, "fr");
  EXPECT_THAT(corpus.terms(), Contains("fraction d'éjection"));
}

TEST(TermExtraction, KeepsSymbolsOfFormulasAndReadingErrorsFromTheTop) {
  Corpus corpus({{"a.txt", std::string(kHeart) + times(6, "The value of P_ref and of dQ is x1 in the l1ne of c0st. ")}},
                "en");
  const std::vector<std::string> top = first(corpus.terms({.all = true}), 10);
  for (const char* noise : {"P_ref", "dQ", "x1", "l1ne", "c0st"}) EXPECT_THAT(top, Not(Contains(noise)));
}

TEST(TermExtraction, KeepsCellsThatRanTogetherFromTheTop) {
  if (!has_dictionary("lv")) GTEST_SKIP() << "no Latvian dictionary";
  Corpus corpus(
      {{"a.txt",
        "iezīmeAtlaidesServiss iezīmeAtlaidesServiss\n\nPārdošana ir process, kurā uzņēmums atrod klientus. "
        "Klientu apkalpošana palīdz pārdošanai. Klientu apkalpošana un pārdošana ir viens darbs. Uzņēmums, kas "
        "pārdod, rūpējas par klientu apkalpošanu, jo klientu apkalpošana ir pārdošanas pamats.\n"}},
      "lv");
  EXPECT_THAT(first(corpus.terms({.all = true}), 5), Not(Contains(HasSubstr("AtlaidesServiss"))));
}

TEST(TermExtraction, TakesTermsFromTextInCapitals) {
  std::string shouted = kHeart;
  for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  Corpus corpus({{"a.txt", shouted}}, "en");
  for (const TermCandidate& candidate : corpus.candidates()) EXPECT_FALSE(candidate.proper_name) << candidate.term;
  std::vector<std::string> keys;
  for (const TermCandidate& candidate : corpus.candidates()) keys.push_back(candidate.key.front());
  EXPECT_THAT(first(keys, 10), Contains("ejection"));
}

TEST(TermExtraction, WorksWithoutAListOfStopWords) {
  Corpus corpus(
      {{"a.txt", times(3,
                       "La turbina eólica de la empresa gira con el viento. El rotor de la turbina eólica es de "
                       "la empresa. La góndola de la turbina eólica gira. ")}},
      "es");
  const std::vector<std::string> top = first(corpus.terms({.all = true}), 3);
  EXPECT_THAT(top, Not(Contains("la")));
  EXPECT_THAT(top, Not(Contains("de")));
  EXPECT_THAT(top, Contains(HasSubstr("turbina")));
}

}  // namespace
}  // namespace termknit::test
