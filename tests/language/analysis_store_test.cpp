// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analysis_store.h"

#include <algorithm>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/file_lock.h"
#include "language/language_resources.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {
namespace fs = std::filesystem;

using testing::Optional;

constexpr std::uint64_t kStamp = 7;

std::string form(int i) {
  return "Kunden" + std::to_string(i);
}
WordAnalysis analysis(int i) {
  return {.lemmas = {"Kunde" + std::to_string(i)}, .source = AnalysisSource::dictionary};
}

class Store : public testing::Test {
 protected:
  AnalysisStore open(std::uint64_t stamp = kStamp) const {
    return {file_, prepared_, stamp, [this](const Diagnostic& diagnostic) { told_.push_back(diagnostic.message); }};
  }

  /// A run that meets the words numbered from `from` on. Returns how many of them were known.
  int run(int from, int to, std::uint64_t stamp = kStamp) const {
    AnalysisStore store = open(stamp);
    int known = 0;
    for (int i = from; i < to; ++i) {
      if (const auto found = store.find(form(i))) {
        EXPECT_EQ(*found, analysis(i));
        ++known;
      } else {
        store.add(form(i), analysis(i));
      }
    }
    store.save();
    return known;
  }

  const test::TempFolder folder_;
  const fs::path file_ = folder_.path() / "de.words", recent_ = folder_.path() / "de.words-new";
  fs::path prepared_;  ///< of all users
  mutable std::vector<std::string> told_;
};

TEST_F(Store, KnowsInALaterRunWhatOneAdded) {
  EXPECT_EQ(run(0, 10), 0);
  EXPECT_EQ(run(0, 20), 10);
  EXPECT_EQ(run(0, 20), 20);
  EXPECT_TRUE(told_.empty());
}

TEST_F(Store, KnowsInTheSameRunWhatWasAdded) {
  AnalysisStore store = open();
  store.add(form(1), analysis(1));
  store.add(form(1), analysis(2));
  EXPECT_THAT(store.find(form(1)), Optional(analysis(1)));
  EXPECT_EQ(store.find(form(2)), std::nullopt);
}

TEST_F(Store, KnowsWhichWordsTheDictionaryVouchesForApartFromTheirAnalyses) {
  {
    AnalysisStore store = open();
    EXPECT_EQ(store.accepted("Kunde"), std::nullopt);
    store.add_accepted("Kunde", true);
    store.add_accepted("Kumde", false);
    store.add(form(1), analysis(1));
    store.save();
  }
  AnalysisStore store = open();
  EXPECT_THAT(store.accepted("Kunde"), Optional(true));
  EXPECT_THAT(store.accepted("Kumde"), Optional(false));
  EXPECT_EQ(store.accepted(form(1)), std::nullopt);
  EXPECT_EQ(store.find("Kunde"), std::nullopt);
  EXPECT_EQ(store.find("\1Kunde"), std::nullopt) << "a form with an odd byte in front";
}

TEST_F(Store, WritesFewNewWordsBesideTheManyAndManyAmongThem) {
  run(0, 20'000);
  const fs::file_time_type written = fs::last_write_time(file_);
  EXPECT_FALSE(fs::exists(recent_));
  run(20'000, 20'001);
  run(20'001, 20'002);
  EXPECT_EQ(fs::last_write_time(file_), written);
  EXPECT_LT(fs::file_size(recent_), 200U);
  EXPECT_EQ(run(19'990, 20'002), 12);
  run(20'002, 25'000);
  EXPECT_FALSE(fs::exists(recent_));
  EXPECT_EQ(run(0, 25'000), 25'000);
}

TEST_F(Store, WithNothingNewWritesNothing) {
  run(0, 10);
  const fs::file_time_type written = fs::last_write_time(recent_);
  run(0, 10);
  EXPECT_EQ(fs::last_write_time(recent_), written);
}

TEST_F(Store, IsItsOwnersAlone) {
  run(0, 20'000);
  run(20'000, 20'001);
  for (const fs::path& file : {file_, recent_}) {
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << file;
  }
}

TEST_F(Store, OfAnotherStampIsIgnoredAndReplaced) {
  run(0, 20'000);
  run(20'000, 20'001);
  EXPECT_EQ(run(0, 20'001, kStamp + 1), 0);
  EXPECT_EQ(run(0, 20'001, kStamp + 1), 20'001);
  EXPECT_EQ(run(0, 10, kStamp), 0);
}

TEST_F(Store, ThatIsDamagedSaysSoOnceAndIsMadeAgain) {
  for (const fs::path& file : {file_, recent_}) {
    for (const fs::path& old : {file_, recent_}) fs::remove(old);
    told_.clear();
    run(0, 20'000);
    run(20'000, 20'100);
    std::string bytes = read_file(file);
    std::fill(bytes.end() - 1000, bytes.end(), 'x');
    folder_.write(file.filename(), bytes);
    EXPECT_LT(run(0, 20'100), 20'100);
    run(0, 20'100);
    EXPECT_EQ(run(0, 20'100), 20'100);
    ASSERT_EQ(told_.size(), 1U) << file;
    EXPECT_THAT(told_[0], testing::HasSubstr("made again"));
  }
}

TEST_F(Store, ThatCannotBeWrittenIsNoError) {
  fs::create_directory(file_);
  folder_.write("de.words/in", "the way");
  EXPECT_EQ(run(0, 20'000), 0);
  EXPECT_EQ(run(0, 20'000), 0);
  EXPECT_TRUE(told_.empty());
  EXPECT_FALSE(fs::exists(recent_));
}

TEST_F(Store, WhoseFolderIsGoneIsNoError) {
  AnalysisStore store(folder_.path() / "none" / "de.words", {}, kStamp, {});
  store.add(form(1), analysis(1));
  store.save();
  EXPECT_THAT(store.find(form(1)), Optional(analysis(1)));
}

/// Words 0 to 100, prepared beforehand.
class PreparedStore : public Store {
 protected:
  PreparedStore() {
    AnalysisStore store(folder_.path() / "all.words", {}, kStamp, {});
    for (int i = 0; i < 100; ++i) store.add(form(i), analysis(i));
    store.save(true);
    prepared_ = folder_.path() / "all.words";
  }
};

TEST_F(PreparedStore, IsOneFile) {
  EXPECT_TRUE(fs::exists(prepared_));
  EXPECT_FALSE(fs::exists(folder_.path() / "all.words-new"));
}

TEST_F(PreparedStore, IsAskedAndNotCopied) {
  EXPECT_EQ(run(0, 100), 100);
  EXPECT_FALSE(fs::exists(file_) || fs::exists(recent_));
  EXPECT_EQ(run(0, 120), 100);
  EXPECT_EQ(run(0, 120), 120);
  EXPECT_LT(fs::file_size(recent_), fs::file_size(prepared_) / 2);
}

TEST_F(PreparedStore, OfAnotherStampIsNotUsed) {
  EXPECT_EQ(run(0, 100, kStamp + 1), 0);
}

TEST_F(PreparedStore, ServesAUserWhoHasNoPlaceOfHisOwn) {
  AnalysisStore store({}, prepared_, kStamp, {});
  EXPECT_THAT(store.find(form(1)), Optional(analysis(1)));
  store.add(form(200), analysis(200));
  store.save();
  EXPECT_EQ(store.find(form(200)), std::nullopt);
}

TEST_F(PreparedStore, ThatIsDamagedIsToldOfAndLeftAlone) {
  std::string bytes = read_file(prepared_);
  std::fill(bytes.end() - static_cast<std::ptrdiff_t>(bytes.size() / 3), bytes.end(), '\xff');
  folder_.write("all.words", bytes);
  EXPECT_LT(run(0, 100), 100);
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_THAT(told_[0], testing::HasSubstr("damaged"));
  EXPECT_EQ(read_file(prepared_), bytes);
  EXPECT_EQ(run(0, 100), 100);
}

TEST_F(Store, ThatAnotherProcessWritesIsLeftToIt) {
  const FileLock held(folder_.path() / "words.lock", 0);
  run(0, 10);
  EXPECT_FALSE(fs::exists(recent_));
}

TEST_F(Store, OfSeveralRunsAtOnceKeepsTheWordsOfAll) {
  std::vector<std::thread> runs;
  for (int i = 0; i < 4; ++i) runs.emplace_back([this, i] { run(i * 3000, (i + 2) * 3000); });
  for (std::thread& thread : runs) thread.join();
  EXPECT_EQ(run(0, 15'000), 15'000);
  // Those that two of them met are kept once.
  std::size_t bytes = fs::file_size(file_) + (fs::exists(recent_) ? fs::file_size(recent_) : 0);
  EXPECT_LT(bytes, 15'000U * 45);
}

TEST_F(Store, WritesInTheMiddleOfARunWhatWouldBeMuchMemory) {
  AnalysisStore store = open();
  for (int i = 0; i < 60'000; ++i) store.add(form(i), analysis(i));
  EXPECT_TRUE(fs::exists(file_));
  for (int i = 0; i < 60'000; ++i) ASSERT_THAT(store.find(form(i)), Optional(analysis(i)));
}

// What follows: the store behind the analysis of words.

/// Every word of the table of one language, with a capital too.
std::vector<std::string> words_of(const std::string& code) {
  std::vector<std::string> words;
  for (const auto& entry : fs::recursive_directory_iterator(test::source_folder() / "data/articles" / code)) {
    if (!entry.is_regular_file()) continue;
    std::string text = read_file(entry.path());
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '.' || c == ','; },
        ' ');
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      if (end > at) words.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

class StoredAnalysis : public testing::TestWithParam<const char*> {};

TEST_P(StoredAnalysis, IsTheOneThatTheDictionaryGives) {
  const std::string code = GetParam();
  if (!test::has_dictionary(code.c_str())) GTEST_SKIP() << "no dictionary for " << code;
  const LanguageTag language = test::lang(code.c_str());
  const std::vector<std::string> words = words_of(code);
  ASSERT_GT(words.size(), 300U);
  const test::TempFolder folder;
  LanguageResourcesOptions options = test::language_resources().options();
  // Compiled once for all tests.
  for (const auto& entry : fs::directory_iterator(options.cache_folder)) {
    if (entry.path().extension() == ".forms" || entry.path().extension() == ".guesser") fs::copy(entry, folder.path());
  }
  options.cache_folder = folder.path();
  const auto analyses = [&] {
    LanguageResources resources(options);
    std::vector<WordAnalysis> made;
    for (const std::string& word : words) made.push_back(*resources.analyze_word(language, word));
    resources.keep_analyses();
    return made;
  };
  options.keep_analyses = false;
  const std::vector<WordAnalysis> plain = analyses();
  EXPECT_FALSE(fs::exists(folder.path() / (code + ".words")));
  options.keep_analyses = true;
  const std::vector<WordAnalysis> cold = analyses(), warm = analyses();
  EXPECT_TRUE(fs::exists(folder.path() / (code + ".words")) || fs::exists(folder.path() / (code + ".words-new")));
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(cold[i], plain[i]) << words[i];
    EXPECT_EQ(warm[i], plain[i]) << words[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, StoredAnalysis, testing::Values("de", "lv", "cs", "fi", "en"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace termknit
