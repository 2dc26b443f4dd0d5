// SPDX-License-Identifier: GPL-3.0-or-later
// A language is data: these tests make one up in a folder and a dictionary, and break the dictionary in every way.

#include <algorithm>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "language/analyzer.h"
#include "language/citation_form.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Nouns end in -o, plural -oj; -isto is who does; adjectives in -a, plural -aj.
constexpr const char* kAffixes =
    "SET UTF-8\n"
    "SFX P Y 2\nSFX P 0 j [oa]\nSFX P 0 n [oa]\n"
    "SFX I Y 2\nSFX I o isto o\nSFX I o istoj o\n";
constexpr const char* kWords = "5\nkanto/PI\nlibro/P\nnova/P\nĉevalo/P\nbela/P\n";
constexpr const char* kLanguage =
    "dictionary\txx_XX\npackage\thunspell-xx\nderive\tI\npos_suffix\to\tnoun\npos_suffix\ta\tadjective\n"
    "diacritics\tĉ\nagree\t-\t-\tany\n";

class OwnLanguage : public testing::Test {
 protected:
  OwnLanguage() {
    folder_.write("data/languages/qtx/language.tsv", kLanguage);
    folder_.write("data/languages/qtx/exceptions.tsv", "# a comment\niris\tiri\n");
    folder_.write("dictionaries/xx_XX.aff", kAffixes);
    folder_.write("dictionaries/xx_XX.dic", kWords);
    std::filesystem::create_directories(folder_.path() / "cache");
  }

  LanguageResources& resources() {
    if (!resources_) {
      LanguageResourcesOptions options;
      options.data_folder = folder_.path() / "data";
      options.cache_folder = folder_.path() / "cache";
      options.dictionary_folders = {folder_.path() / "dictionaries"};
      options.sink = [this](const Diagnostic& diagnostic) { told_.push_back(diagnostic); };
      resources_ = std::make_unique<LanguageResources>(std::move(options));
    }
    return *resources_;
  }

  std::string lemma(const char* form) { return resources().analyze_word(language_, form)->lemma(); }

  /// What was said about `name`; fails the test if nothing was.
  Diagnostic about(const std::string& name) {
    for (const Diagnostic& diagnostic : told_) {
      if (diagnostic.place.file.ends_with(name)) return diagnostic;
    }
    ADD_FAILURE() << "no diagnostic about " << name << " among " << told_.size();
    return {};
  }

  const test::TempFolder folder_;
  const LanguageTag language_ = LanguageTag::parse("qtx");
  std::vector<Diagnostic> told_;
  std::unique_ptr<LanguageResources> resources_;
};

TEST_F(OwnLanguage, IsPreparedForUsersWhoThenCompileNothing) {
  const std::vector<std::string> forms{"kantoj", "Kantoj", "cevaloj"};
  EXPECT_TRUE(resources().prepare(language_, forms));
  for (const char* name : {"cache/qtx.forms", "cache/qtx.guesser", "cache/qtx.words"})
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / name)) << name;
  std::filesystem::create_directories(folder_.path() / "user");
  LanguageResourcesOptions options = resources().options();
  options.prepared_folder = options.cache_folder;
  options.cache_folder = folder_.path() / "user";
  LanguageResources of_user(options);
  EXPECT_EQ(of_user.analyze_word(language_, "cevaloj")->lemma(), "ĉevalo");
  of_user.keep_analyses();
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "user"));
  // A word that was not prepared needs the tables; they are there.
  EXPECT_EQ(of_user.analyze_word(language_, "cevalo")->lemma(), "ĉevalo");
  EXPECT_EQ(of_user.analyze_word(language_, "glitoj")->lemma(), resources().analyze_word(language_, "glitoj")->lemma());
  of_user.keep_analyses();
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "user/qtx.forms"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "user/qtx.guesser"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "user/qtx.words-new"));
}

TEST_F(OwnLanguage, OfOtherSettingsDoesNotUseWhatWasPreparedForThese) {
  const std::vector<std::string> forms{"kantoj"};
  ASSERT_TRUE(resources().prepare(language_, forms));
  folder_.write("data/languages/qtx/language.tsv",
                std::string(kLanguage) + "headword\t-\t-\tend:oj\tu\tknown flags:-\n");
  std::filesystem::create_directories(folder_.path() / "user");
  LanguageResourcesOptions options = resources().options();
  options.prepared_folder = options.cache_folder;
  options.cache_folder = folder_.path() / "user";
  LanguageResources of_user(options);
  of_user.analyze_word(language_, "kantoj");
  of_user.analyze_word(language_, "cevaloj");
  of_user.keep_analyses();
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "user/qtx.forms"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "user/qtx.words-new"));
}

TEST_F(OwnLanguage, IsAnalysedTheSameByManyThreadsAtOnce) {
  std::vector<std::string> forms;
  for (const char* stem : {"kant", "libr", "ĉeval", "ceval", "nov", "bel", "glit"}) {
    for (const char* ending : {"o", "oj", "on", "isto", "istoj", "a", "aj", "-libroj", "x"})
      forms.push_back(std::string(stem) + ending);
  }
  std::vector<std::vector<WordAnalysis>> of_thread(8);
  std::vector<std::thread> threads;
  resources();
  for (auto& made : of_thread) {
    threads.emplace_back([&] {
      for (const std::string& form : forms) made.push_back(*resources_->analyze_word(language_, form));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& made : of_thread) EXPECT_EQ(made, of_thread.front());
  EXPECT_TRUE(told_.empty());
}

TEST_F(OwnLanguage, ThatIsBrokenIsToldOfOnceHoweverManyThreadsAsk) {
  folder_.write("data/languages/qtx/no_compounds.txt", "a*b*c\n");
  std::vector<std::thread> threads;
  resources();
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] { resources_->analyze_word(language_, "kantoj" + std::to_string(i)); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(told_.size(), 1U);
}

TEST_F(OwnLanguage, EndingsOfWordsAreAnalysedWithTheirHyphen) {
  EXPECT_EQ(lemma("-kantoj"), "-kanto");
  EXPECT_EQ(lemma("--kantoj"), "--kanto");
  EXPECT_TRUE(resources().analyze_word(language_, "-libroj")->parts.empty());
}

TEST(Swedish, EndingThatHunspellReadsBeyondDoesNoHarm) {
  if (!test::has_dictionary("sv")) GTEST_SKIP() << "no dictionary for sv";
  const WordAnalysis analysis = *test::language_resources().analyze_word(test::lang("sv"), "-vittnesskydd");
  EXPECT_EQ(analysis.lemma(), "-vittnesskydd");
}

TEST_F(OwnLanguage, WithoutADictionaryHasNothingToPrepare) {
  EXPECT_FALSE(resources().prepare(LanguageTag::parse("qty"), {}));
}

TEST_F(OwnLanguage, IsAnalysedFromItsFolderAlone) {
  EXPECT_EQ(lemma("libroj"), "libro");
  EXPECT_EQ(lemma("kantistoj"), "kantisto") << "a derived word";
  EXPECT_EQ(lemma("iris"), "iri") << "an exception";
  EXPECT_EQ(lemma("cevaloj"), "ĉevalo") << "typed without its diacritic";
  EXPECT_EQ(resources().level(language_), AnalysisLevel::dictionary_with_rules);
  const std::vector<ObservedVariant> variants{{{"novaj", "libroj"}, 3}};
  EXPECT_EQ(citation_form(resources(), language_, variants), "nova libro");
  EXPECT_TRUE(told_.empty()) << told_.front().message;
}

TEST_F(OwnLanguage, TellsTheClassesOfAnEntryByItsFlagsInTheWordList) {
  folder_.write("data/languages/qtx/language.tsv", "dictionary\txx_XX\nentry_flag\tI\tverb\n");
  folder_.write("dictionaries/xx_XX.dic", "4\nkanto/PI\nlibro/P\nvento/I\nvento's\n");
  const auto classes = [&](const char* form) { return resources().analyze_word(language_, form)->parts_of_speech; };
  EXPECT_EQ(classes("kantoj"), PartOfSpeechSet{PartOfSpeech::verb});
  EXPECT_TRUE(classes("libroj").empty());
  EXPECT_EQ(classes("vento"), (PartOfSpeechSet{PartOfSpeech::noun, PartOfSpeech::verb})) << "by its possessive";
}

TEST_F(OwnLanguage, ReadsFlagsOfTwoLetters) {
  folder_.write("data/languages/qtx/language.tsv",
                "dictionary\txx_XX\nsingle_letter_flags\tno\nentry_flag\tZ\tnoun\nentry_flag\tVi\tverb\n");
  folder_.write("dictionaries/xx_XX.aff", "SET UTF-8\nFLAG long\nSFX Za Y 1\nSFX Za 0 j o\nSFX Vi Y 1\nSFX Vi 0 s o\n");
  folder_.write("dictionaries/xx_XX.dic", "2\nlibro/Za\niro/Vi\n");
  EXPECT_EQ(resources().analyze_word(language_, "libroj")->parts_of_speech, PartOfSpeechSet{PartOfSpeech::noun});
  EXPECT_EQ(resources().analyze_word(language_, "iros")->parts_of_speech, PartOfSpeechSet{PartOfSpeech::verb});
}

TEST_F(OwnLanguage, KeepsBothClassesThatAnEntryNames) {
  folder_.write("data/languages/qtx/language.tsv", "dictionary\txx_XX\npos_tag\tnom\tnoun\npos_tag\tadj\tadjective\n");
  folder_.write("dictionaries/xx_XX.dic", "2\nmalsano/P po:nom po:adj\nlibro/P po:nom\n");
  EXPECT_EQ(resources().analyze_word(language_, "malsanoj")->parts_of_speech,
            (PartOfSpeechSet{PartOfSpeech::noun, PartOfSpeech::adjective}));
  EXPECT_EQ(resources().analyze_word(language_, "libroj")->parts_of_speech, PartOfSpeechSet{PartOfSpeech::noun});
}

TEST_F(OwnLanguage, WithoutAFolderUsesTheStemsOfItsDictionary) {
  std::filesystem::remove_all(folder_.path() / "data/languages/qtx");
  std::filesystem::rename(folder_.path() / "dictionaries/xx_XX.aff", folder_.path() / "dictionaries/qtx_XX.aff");
  std::filesystem::rename(folder_.path() / "dictionaries/xx_XX.dic", folder_.path() / "dictionaries/qtx_XX.dic");
  EXPECT_EQ(lemma("libroj"), "libro");
  EXPECT_EQ(resources().level(language_), AnalysisLevel::dictionary);
}

TEST_F(OwnLanguage, WithoutItsDictionaryNamesThePackage) {
  std::filesystem::remove(folder_.path() / "dictionaries/xx_XX.dic");
  EXPECT_EQ(lemma("libroj"), "libroj");
  EXPECT_EQ(resources().level(language_), AnalysisLevel::segmentation);
  EXPECT_EQ(resources().advice(language_), "hunspell-xx");
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_THAT(told_[0].message, HasSubstr("hunspell-xx"));
}

TEST_F(OwnLanguage, WithATruncatedDictionarySaysWhereItEndsAndUsesTheRest) {
  folder_.write("dictionaries/xx_XX.dic", "500\nkanto/PI\nlibro/P\n");
  EXPECT_EQ(lemma("libroj"), "libro");
  EXPECT_EQ(about("xx_XX.dic").place.line, 3U);
}

TEST_F(OwnLanguage, WithAnEmptyDictionaryGoesOnByRules) {
  folder_.write("dictionaries/xx_XX.dic", "");
  EXPECT_EQ(lemma("iris"), "iri");
  EXPECT_EQ(lemma("libroj"), "libroj");
  EXPECT_THAT(about("xx_XX.dic").message, HasSubstr("not used"));
  EXPECT_EQ(resources().level(language_), AnalysisLevel::segmentation);
}

TEST_F(OwnLanguage, WithADictionaryInAnotherEncodingNamesTheLine) {
  folder_.write("dictionaries/xx_XX.dic",
                "3\nkanto/PI\n\xE6"
                "evalo/P\n\xE6"
                "apo/P\n");
  EXPECT_EQ(lemma("libroj"), "libroj");
  const Diagnostic diagnostic = about("xx_XX.dic");
  EXPECT_EQ(diagnostic.place.line, 3U);
  EXPECT_THAT(diagnostic.message, HasSubstr("encoding UTF-8"));
}

TEST_F(OwnLanguage, WithUnknownDirectivesNamesTheFirstAndReadsTheRules) {
  folder_.write("dictionaries/xx_XX.aff", std::string("FROBNICATE 7\n") + kAffixes + "GRONK\n");
  EXPECT_EQ(lemma("kantistoj"), "kantisto");
  const Diagnostic diagnostic = about("xx_XX.aff");
  EXPECT_EQ(diagnostic.place.line, 1U);
  EXPECT_THAT(diagnostic.message, HasSubstr("FROBNICATE"));
  EXPECT_EQ(told_.size(), 1U) << "one is enough";
}

TEST_F(OwnLanguage, WithARuleCutShortNamesItsLine) {
  folder_.write("dictionaries/xx_XX.aff", std::string(kAffixes) + "SFX P 0\n");
  EXPECT_EQ(lemma("iris"), "iri");
  EXPECT_EQ(about("xx_XX.aff").place.line, 8U);
}

TEST_F(OwnLanguage, WithAnAffixFileThatWasCutOffNamesTheClass) {
  const std::string whole = kAffixes;
  folder_.write("dictionaries/xx_XX.aff", whole.substr(0, whole.rfind("SFX I o istoj")));
  EXPECT_EQ(lemma("libroj"), "libro");
  const Diagnostic diagnostic = about("xx_XX.aff");
  EXPECT_EQ(diagnostic.place.line, 5U);
  EXPECT_THAT(diagnostic.message, HasSubstr("1 of its 2 rules"));
}

TEST_F(OwnLanguage, WithRubbishForAnAffixFileGoesOnByRules) {
  folder_.write("dictionaries/xx_XX.aff", std::string("\x01\xFF\n\0rubbish\n", 13));
  EXPECT_EQ(lemma("iris"), "iri");
  EXPECT_THAT(about("xx_XX.aff").message, HasSubstr("not used"));
}

TEST_F(OwnLanguage, WithADamagedCacheFileSaysSoAndMakesItAgain) {
  const std::string guessed = lemma("tabloj");
  EXPECT_TRUE(resources().analyze_word(language_, "tabloj")->source == AnalysisSource::guesser || guessed == "tabloj");
  resources_.reset();
  std::filesystem::path file;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "cache")) {
    if (entry.path().extension() == ".guesser") file = entry.path();
  }
  ASSERT_FALSE(file.empty());
  const std::string whole = read_file(file);
  write_file(file, whole.substr(0, whole.size() - 2));
  EXPECT_EQ(lemma("tabloj"), guessed);
  EXPECT_EQ(about("qtx.guesser").place.line, 3U);
  EXPECT_EQ(read_file(file), whole);
}

TEST_F(OwnLanguage, WithAnUnreadableSettingNamesTheLine) {
  folder_.write("data/languages/qtx/language.tsv", std::string(kLanguage) + "frobnicate\tyes\n");
  EXPECT_EQ(lemma("libroj"), "libro");
  EXPECT_EQ(about("language.tsv").place.line, 8U);
}

TEST_F(OwnLanguage, OpensNoDictionaryForWordsThatAnEarlierRunAnalysed) {
  EXPECT_EQ(lemma("libroj"), "libro");
  EXPECT_TRUE(resources().accepts(language_, "novaj"));
  EXPECT_FALSE(resources().accepts(language_, "novajj"));
  resources().keep_analyses();
  resources_.reset();
  // The same to those who do not look inside.
  const std::filesystem::path words = folder_.path() / "dictionaries/xx_XX.dic";
  const auto written = std::filesystem::last_write_time(words);
  folder_.write("dictionaries/xx_XX.dic", std::string(std::string(kWords).size(), '\xFF'));
  std::filesystem::last_write_time(words, written);
  EXPECT_EQ(lemma("libroj"), "libro");
  EXPECT_TRUE(resources().accepts(language_, "novaj"));
  EXPECT_FALSE(resources().accepts(language_, "novajj"));
  EXPECT_TRUE(told_.empty());
  resources().open_dictionary(language_);
  EXPECT_THAT(about("xx_XX.dic").message, HasSubstr("not used")) << "what asks for it does";
}

TEST_F(OwnLanguage, AnalysesAgainWhenItsDictionaryOrATableIsAnother) {
  EXPECT_EQ(lemma("iris"), "iri");
  EXPECT_EQ(lemma("tabloj"), "tabloj");
  resources().keep_analyses();
  resources_.reset();
  folder_.write("data/languages/qtx/exceptions.tsv", "iris\tiriti\n");
  EXPECT_EQ(lemma("iris"), "iriti");
  resources().keep_analyses();
  resources_.reset();
  folder_.write("dictionaries/xx_XX.dic", "1\ntablo/P\n");
  EXPECT_EQ(lemma("tabloj"), "tablo");
}

TEST_F(OwnLanguage, KeepsNothingOfADictionaryWithFaultsSoThatEveryRunTellsOfThem) {
  folder_.write("dictionaries/xx_XX.dic", "500\nkanto/PI\nlibro/P\n");
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(lemma("libroj"), "libro");
    EXPECT_EQ(about("xx_XX.dic").place.line, 3U);
    resources().keep_analyses();
    resources_.reset();
    told_.clear();
  }
}

}  // namespace
}  // namespace termknit
