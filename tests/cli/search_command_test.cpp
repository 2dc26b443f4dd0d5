// SPDX-License-Identifier: GPL-3.0-or-later
// search and concordance as a user meets them: output, exit codes, hostile queries (A56 to A58, A60).

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "language/text.h"
#include "tests/cli/texts.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class SearchCommand : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    folder_->write("articles/a.txt", kGermanText);
    folder_->write("articles/b.txt", kLatvianText);
    folder_->write("articles/c.txt", kCzechText);
    folder_->write("articles/rtl.txt",
                   "القاطع الكهربائي يحمي الدائرة من التيار الزائد. يجب فحص القاطع الكهربائي كل سنة.\n");
    folder_->write("articles/escape.txt", "The ordinary breaker has \x1b]0;pwned\x07 and \x1b[2J inside the box.\n");
    indexed_ = run(folder_->path(), {"index", "articles"});
  }
  static void TearDownTestSuite() { folder_.reset(); }
  void SetUp() override {
    for (const char* code : {"de", "lv", "cs"}) {
      if (!has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
    ASSERT_EQ(indexed_.exit_code, 0) << indexed_.err;
  }
  static CommandResult tk(const std::vector<std::string>& arguments) { return run(folder_->path(), arguments); }

  static std::unique_ptr<TempFolder> folder_;
  static CommandResult indexed_;
};
std::unique_ptr<TempFolder> SearchCommand::folder_;
CommandResult SearchCommand::indexed_;

TEST_F(SearchCommand, CrossFindsTheOtherLanguagesAndShowsByWhat) {
  const CommandResult result = tk({"search", "Kundenservice", "--cross", "--json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  std::vector<std::string> languages, targets;
  for (const auto& hit : json.at("hits")) languages.push_back(hit.at("lang"));
  for (const auto& equivalent : json.at("equivalents")) targets.push_back(equivalent.at("target"));
  EXPECT_THAT(languages, testing::IsSupersetOf({"de", "lv", "cs"}));
  EXPECT_THAT(targets, testing::IsSupersetOf({"klientu apkalpošana", "zákaznický servis"}));
  EXPECT_THAT(tk({"search", "Kundenservice", "--cross"}).out, StartsWith("also searched: "));
}

TEST_F(SearchCommand, ConcordanceGivesTheColumnsOfTheContract) {
  const CommandResult result = tk({"concordance", "Kundenservice", "--tsv"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, StartsWith("article\tlang\tsentence\tleft\tkeyword\tright\n"));
  EXPECT_THAT(result.out, HasSubstr("articles/a.txt\tde\t"));
  const CommandResult json = tk({"concordance", "Kundenservice", "--json", "--limit", "1"});
  const auto line = nlohmann::json::parse(json.out);
  EXPECT_EQ(line.at("end").get<int>() - line.at("begin").get<int>(),
            static_cast<int>(line.at("keyword").get<std::string>().size()));
  EXPECT_EQ(tk({"concordance", "qqqq"}).exit_code, 1);
  EXPECT_EQ(tk({"concordance", "lang:de"}).exit_code, 2);
  EXPECT_EQ(tk({"concordance", "x", "--width", "0"}).exit_code, 2);
}

TEST_F(SearchCommand, ColumnsStayInOrderForScriptsFromRightToLeft) {
  const CommandResult result = tk({"concordance", "القاطع"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("**\u2068القاطع\u2069**"));
  EXPECT_THAT(tk({"concordance", "القاطع", "--tsv"}).out, Not(HasSubstr("\u2068")));
}

TEST_F(SearchCommand, HostileQueriesGetAWord) {  // A56, A57, A58
  for (const std::string query :
       {"", "   ", "AND", "\"open", "a* OR (", "a NEAR/", "lang:", "lang:xx-!!", "\xC0\xAF"}) {
    const CommandResult result = tk({"search", "--", query});
    EXPECT_EQ(result.exit_code, 2) << query;
    EXPECT_THAT(result.err, HasSubstr("query:1:")) << query;
    EXPECT_THAT(result.err, Not(HasSubstr("Xapian"))) << query;
  }
  for (const std::string& query : {std::string(50'000, '('), std::string(100'000, 'x'), std::string(50'000, '"')}) {
    const CommandResult result = tk({"search", query});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_LT(result.err.size(), 500U);
    EXPECT_LT(result.seconds, 10);
  }
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "word ";
  EXPECT_EQ(tk({"search", many}).exit_code, 2);
  for (const std::string query : {"!!!", "der", "ka* kl* pa* ve*"})
    EXPECT_THAT(tk({"search", "--", query}).exit_code, testing::AnyOf(0, 1)) << query;
  EXPECT_THAT(tk({"search", "--", "--help-me"}).err, HasSubstr("nothing to search for but what to leave out"));
  EXPECT_EQ(tk({"search", "za\u0301kaznicky\u0301"}).exit_code, 0);  // NFD
}

TEST_F(SearchCommand, JsonKeepsControlCharactersAsEscapes) {  // A60
  const CommandResult result = tk({"search", "breaker", "--json"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, Not(HasSubstr("\x1b")));
  EXPECT_NO_THROW(nlohmann::json::parse(result.out));
}

TEST_F(SearchCommand, OffersAnotherSpelling) {
  const CommandResult result = tk({"search", "Kundenservise"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("did you mean 'Kundenservice'"));
}

TEST_F(SearchCommand, SearchesAnotherIndexAndSaysWhatIsMissing) {
  const std::string project = (folder_->path() / ".termknit").string();
  const TempFolder elsewhere;
  const CommandResult found = run(elsewhere.path(), {"search", "Kundenservice", "--index", project});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("articles/a.txt"));
  const CommandResult partial =
      run(elsewhere.path(), {"search", "Kundenservice", "--index", project, "--index", "127.0.0.1:9", "--json"});
  EXPECT_EQ(partial.exit_code, 3) << partial.err;
  EXPECT_THAT(partial.err, HasSubstr("127.0.0.1:9: not searched"));
  EXPECT_THAT(nlohmann::json::parse(partial.out).at("missing"), testing::ElementsAre("127.0.0.1:9"));
  EXPECT_EQ(run(elsewhere.path(), {"search", "Kundenservice", "--index", "127.0.0.1:9"}).exit_code, 4);
}

TEST_F(SearchCommand, ShardsAreAnIndexToEveryVerb) {
  const TempFolder folder;
  folder.write("articles/a.txt", kGermanText);
  folder.write("articles/b.txt", kLatvianText);
  folder.write("articles/c.txt", kCzechText);
  ASSERT_EQ(run(folder.path(), {"index", "articles", "--shards", "3"}).exit_code, 0);
  EXPECT_THAT(folder.read(".termknit/index"), HasSubstr("/shard.3\n"));
  EXPECT_EQ(run(folder.path(), {"doctor"}).exit_code, 0);
  EXPECT_THAT(run(folder.path(), {"search", "pardosana"}).out, HasSubstr("articles/b.txt"));
  EXPECT_THAT(run(folder.path(), {"index"}).out, HasSubstr("3 unchanged"));
  EXPECT_EQ(run(folder.path(), {"index", "--shards", "2"}).exit_code, 2);
  const TempFolder one;
  one.write("articles/a.txt", kGermanText);
  one.write("articles/b.txt", kLatvianText);
  one.write("articles/c.txt", kCzechText);
  run(one.path(), {"index", "articles"});
  EXPECT_EQ(run(folder.path(), {"doctor", "--dump"}).out, run(one.path(), {"doctor", "--dump"}).out);
  EXPECT_EQ(run(folder.path(), {"index", "--rebuild", "--shards", "1"}).exit_code, 0);
  EXPECT_EQ(run(folder.path(), {"doctor", "--dump"}).out, run(one.path(), {"doctor", "--dump"}).out);
}

TEST_F(SearchCommand, WhatIsRepeatedInSeveralShardsIsMarkedAsInOne) {
  const TempFolder folder, one;
  for (const TempFolder* each : {&folder, &one}) {
    for (int i = 0; i < 6; ++i) {
      each->write("articles/" + std::to_string(i) + ".txt",
                  std::string(i < 3 ? kGermanText : kCzechText) + "\nAlle Rechte an dieser Seite hat der Verein.\n");
    }
  }
  ASSERT_EQ(run(folder.path(), {"index", "articles", "--shards", "4"}).exit_code, 0);
  ASSERT_EQ(run(one.path(), {"index", "articles"}).exit_code, 0);
  EXPECT_EQ(run(folder.path(), {"doctor", "--dump"}).out, run(one.path(), {"doctor", "--dump"}).out);
  for (const TempFolder* each : {&folder, &one}) std::filesystem::remove(each->path() / "articles/0.txt");
  for (const TempFolder* each : {&folder, &one}) ASSERT_EQ(run(each->path(), {"index"}).exit_code, 0);
  EXPECT_EQ(run(folder.path(), {"doctor", "--dump"}).out, run(one.path(), {"doctor", "--dump"}).out);
}

TEST_F(SearchCommand, AQueryThatBeginsWithAMinusIsToldHowToBeOne) {
  const CommandResult result = run(folder_->path(), {"search", "-Kunde"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("what begins with '-' is text after '--'"));
  EXPECT_THAT(run(folder_->path(), {"search", "--", "Kunde", "-Preis"}).exit_code, testing::AnyOf(0, 1));
}

TEST_F(SearchCommand, ADumpIsText) {
  const CommandResult dump = run(folder_->path(), {"doctor", "--dump"});
  EXPECT_EQ(dump.exit_code, 0);
  EXPECT_THAT(dump.out, HasSubstr("Kundenservice"));
  EXPECT_TRUE(is_valid_utf8(dump.out));
}

}  // namespace
}  // namespace termknit::test
