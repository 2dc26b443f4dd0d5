// SPDX-License-Identifier: GPL-3.0-or-later
// Language cases are data: tests/data/analysis/CODE.tsv. Adding a row needs no C++.

#include <algorithm>
#include <fstream>
#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/tsv.h"
#include "language/analyzer.h"
#include "language/text.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::language_resources;
using testing::Contains;
using testing::ElementsAre;

std::string parts_of(const WordAnalysis& analysis) {
  std::string out;
  for (const CompoundPart& part : analysis.parts) out += (out.empty() ? "" : "+") + part.lemma;
  return out;
}

class Analysis : public testing::TestWithParam<const char*> {};

TEST_P(Analysis, GivesTheLemmasOfTheTable) {
  const std::string code = GetParam();
  const bool by_rules = code == "et";  // needs none
  if (!by_rules && !test::has_dictionary(code.c_str())) GTEST_SKIP() << "no dictionary for " << code;
  std::ifstream file(test::source_folder() / "tests/data/analysis" / (code + ".tsv"));
  int rows = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 4U) << line;
    const auto analysis = language_resources().analyze_word(lang(code.c_str()), cells[0]);
    for (const std::string& lemma : split_synonyms(cells[1])) EXPECT_THAT(analysis->lemmas, Contains(lemma)) << line;
    EXPECT_EQ(analysis->lemma(), cells[2]) << line;
    EXPECT_EQ(parts_of(*analysis), cells[3]) << line;
    ++rows;
  }
  EXPECT_GT(rows, 3);
}

INSTANTIATE_TEST_SUITE_P(Languages, Analysis, testing::Values("de", "lv", "cs", "fi", "en", "lt", "sv", "pl", "et"),
                         [](const auto& test_case) { return std::string(test_case.param); });

TEST(AnalyzeWord, TreatsNfdAndSoftHyphensLikeThePlainForm) {
  if (!test::has_dictionary("lv")) GTEST_SKIP() << "no dictionary for lv";
  EXPECT_EQ(language_resources().analyze_word(lang("lv"), "pa\u0304rdos\u030Canas")->lemma(), "pārdošana");
  EXPECT_EQ(language_resources().analyze_word(lang("de"), "Kun\u00ADden")->lemma(), "Kunde");
}

TEST(AnalyzeWord, ReadsUmlautsWrittenOut) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  EXPECT_EQ(language_resources().analyze_word(lang("de"), "Verkaeufe")->lemma(), "Verkauf");
  EXPECT_EQ(language_resources().analyze_word(lang("de"), "Steuerpruefungen")->lemma(), "Steuerprüfung");
  EXPECT_EQ(language_resources().analyze_word(lang("de"), "Groessen")->lemma(), "Größe");
}

TEST(AnalyzeWord, KnowsWordsInCapitalsAndInTitleCase) {
  if (!test::has_dictionary("cs") || !test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for cs and de";
  for (const char* form : {"zákaznickému", "Zákaznickému", "ZÁKAZNICKÉMU"})
    EXPECT_EQ(language_resources().analyze_word(lang("cs"), form)->lemma(), "zákaznický") << form;
  for (const char* form : {"Verkäufen", "VERKÄUFEN", "verkäufen"})
    EXPECT_EQ(language_resources().analyze_word(lang("de"), form)->lemma(), "Verkauf") << form;
  EXPECT_EQ(language_resources().analyze_word(lang("de"), "STRASSEN")->lemma(), "Straße");
}

TEST(AnalyzeWord, RestoresDiacriticsOfSmallWords) {
  if (!test::has_dictionary("lv") || !test::has_dictionary("cs")) GTEST_SKIP() << "no dictionary for lv and cs";
  EXPECT_EQ(language_resources().analyze_word(lang("lv"), "pardosanas")->lemma(), "pārdošana");
  EXPECT_EQ(language_resources().analyze_word(lang("cs"), "spokojenosti")->lemma(), "spokojenost") << "has none";
  EXPECT_EQ(language_resources().analyze_word(lang("cs"), "zakaznikum")->lemma(), "zákazník");
}

/// Every language with a folder: a Snowball stemmer of that name exists, a bare one segments.
TEST(Languages, AllHaveALevelThatWorks) {
  LanguageResourcesOptions options;
  options.data_folder = test::source_folder() / "data";
  options.dictionary_folders = {};
  std::vector<std::string> told;
  options.sink = [&](const Diagnostic& diagnostic) { told.push_back(diagnostic.message); };
  LanguageResources resources(options);
  ASSERT_GE(resources.profiled_languages().size(), 50U);
  int stemmed = 0;
  for (const LanguageTag& language : resources.profiled_languages()) {
    const auto analysis = resources.analyze_word(language, "abcdefghij");
    EXPECT_FALSE(analysis->lemmas.empty()) << language.str();
    if (resources.level(language) != AnalysisLevel::stemmer) continue;
    ++stemmed;
    EXPECT_EQ(analysis->source, AnalysisSource::stemmer) << language.str() << " names no stemmer";
  }
  EXPECT_GE(stemmed, 20);
}

TEST(Languages, ASnowballStemmerJoinsInflectedForms) {
  LanguageResourcesOptions options;
  options.data_folder = test::source_folder() / "data";
  options.dictionary_folders = {};
  LanguageResources resources(options);
  const auto same = [&](const char* code, const char* a, const char* b) {
    return resources.analyze_word(lang(code), a)->lemma() == resources.analyze_word(lang(code), b)->lemma();
  };
  EXPECT_TRUE(same("ru", "договоры", "договоров"));
  EXPECT_TRUE(same("tr", "kitaplar", "kitap"));
  EXPECT_TRUE(same("es", "contratos", "contrato"));
  EXPECT_FALSE(same("ru", "договоры", "клиенты"));
}

TEST(AnalyzeWord, SurvivesOddWords) {
  for (const char* code : {"de", "lv", "cs", "fi", "en", "lt", "pl", "zh", "und"}) {
    for (const std::string& word :
         {std::string(), std::string(100'000, 'a'), std::string("\x01\x02"), std::string("foo/bar"),
          std::string("wort st:evil"), std::string("a\0b", 3), std::string("---"), std::string("😀"), std::string("-x"),
          std::string("x-"), std::string("a\xED\xA0\x80z"), std::string("\xC3"), std::string("zákаznik"),
          std::string("\u202Eabc\u2066"), std::string("\xFF\xFE")}) {
      EXPECT_FALSE(language_resources().analyze_word(lang(code), word)->lemmas.empty())
          << code << ' ' << word.substr(0, 20);
    }
  }
}

/// One Voikko handle in two threads gives wrong answers without a word.
TEST(AnalyzeWord, GivesEveryThreadTheSameAnswers) {
  if (!test::has_dictionary("fi")) GTEST_SKIP() << "no dictionary for fi";
  std::vector<std::string> words;
  std::ifstream file(test::source_folder() / "tests/data/multiword/fi.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line[0] != '#') words.push_back(line.substr(0, line.find(' ')));
  }
  ASSERT_GT(words.size(), 500U);
  const auto analyse_all = [&](LanguageResources& resources) {
    std::vector<std::string> lemmas;
    for (const std::string& word : words) lemmas.push_back(resources.analyze_word(lang("fi"), word)->lemma());
    return lemmas;
  };
  const std::vector<std::string> expected = analyse_all(language_resources());
  LanguageResources fresh(language_resources().options());
  std::vector<std::future<std::vector<std::string>>> threads;
  for (int i = 0; i < 4; ++i) threads.push_back(std::async(std::launch::async, [&] { return analyse_all(fresh); }));
  for (auto& thread : threads) EXPECT_EQ(thread.get(), expected);
}

TEST(AnalyzeWord, GivesAnUnknownLanguageTheFormItself) {
  EXPECT_THAT(language_resources().analyze_word(lang("qaa"), "Wort")->lemmas, ElementsAre("Wort"));
}

TEST(WordAnalysisFormat, ReadsWhatItWrites) {
  const WordAnalysis analysis{.lemmas = {"Kunde", "kunde"},
                              .parts = {{"Kunden", "Kunde"}, {"ergebnis", "Ergebnis"}},
                              .parts_of_speech = {PartOfSpeech::noun, PartOfSpeech::verb},
                              .gender = Gender::neuter,
                              .source = AnalysisSource::compound};
  EXPECT_EQ(parse_analysis(format_analysis(analysis)), analysis);
}

std::vector<std::string> words(const char* code, const std::string& text) {
  std::vector<std::string> out;
  for (const Token& token : Analyzer(language_resources(), lang(code)).analyze(text)) {
    out.push_back(std::to_string(token.sentence) + ":" + std::string(token.range.of(text)));
  }
  return out;
}

TEST(Analyzer, KeepsHyphenatedWordsTogetherAndEndsSentences) {
  EXPECT_THAT(words("de", "Die E-Mail-Adresse fehlt. Bitte melden!"),
              ElementsAre("0:Die", "0:E-Mail-Adresse", "0:fehlt", "1:Bitte", "1:melden"));
}

TEST(Analyzer, MakesNoWordsOfAddresses) {
  EXPECT_THAT(words("en", "See https://journals.aom.org/doi/10.5465 or mail a@b.org now"),
              ElementsAre("0:See", "0:or", "0:mail", "0:now"));
}

TEST(Analyzer, SplitsElidedArticlesInFrench) {
  EXPECT_THAT(words("fr", "l'énergie d’entreprise aujourd'hui"),
              ElementsAre("0:l'", "0:énergie", "0:d’", "0:entreprise", "0:aujourd'hui"));
}

TEST(Analyzer, FindsTheWordsOfScriptsWithoutBlanks) {
  EXPECT_THAT(words("ja", "顧客満足度を向上"), testing::Contains("0:顧客"));
  EXPECT_THAT(words("zh", "客户服务很重要"), testing::Contains("0:客户"));
  EXPECT_GT(words("th", "การบริการลูกค้า").size(), 1U);
}

TEST(Analyzer, RangesAscendAndLieOnCodePoints) {
  const std::string text = "Zákaznický servis – „prodej“ 日本語 ไทย 😀 x\u0301y";
  std::uint32_t end = 0;
  for (const Token& token : Analyzer(language_resources(), lang("cs")).analyze(text)) {
    EXPECT_GE(token.range.begin, end);
    EXPECT_TRUE(is_valid_utf8(token.range.of(text)));
    end = token.range.end;
  }
  EXPECT_GT(end, 0U);
}

}  // namespace
}  // namespace termknit
