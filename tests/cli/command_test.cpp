// SPDX-License-Identifier: GPL-3.0-or-later
// The command as a user meets it: the main job, look-ups, searches, usage errors, output that cannot be written.

#include "tests/support/command.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "tests/cli/texts.h"
#include "tests/support/language_world.h"
#include "tests/support/tbx_faults.h"

namespace termknit::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// Three articles in three languages, built once.
class Built : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    folder_->write("articles/a.txt", kGermanText);
    folder_->write("articles/b.txt", kLatvianText);
    folder_->write("articles/c.txt", kCzechText);
    built_ = run(folder_->path(), {"build", "articles", "--output", "g.tbx"});
  }
  static void TearDownTestSuite() { folder_.reset(); }
  void SetUp() override {
    for (const char* code : {"de", "lv", "cs"}) {
      if (!has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
    ASSERT_EQ(built_.exit_code, 0) << built_.err;
  }
  static CommandResult tk(const std::vector<std::string>& arguments) { return run(folder_->path(), arguments); }

  static std::unique_ptr<TempFolder> folder_;
  static CommandResult built_;
};
std::unique_ptr<TempFolder> Built::folder_;
CommandResult Built::built_;

/// English with three words in its list, for an empty cache.
class Prepared : public testing::Test {
 protected:
  Prepared() {
    std::filesystem::create_directory(folder_.path() / "data");
    for (const char* name : {"languages", "lexicon"})
      std::filesystem::copy(source_folder() / "data" / name, folder_.path() / "data" / name,
                            std::filesystem::copy_options::recursive);
    folder_.write("data/frequency/en.tsv", "# counted\n7.1\tcustomers\n5.2\tservices houses\n");
    options_.environment = {{"TERMKNIT_DATA", (folder_.path() / "data").string()},
                            {"XDG_CACHE_HOME", (folder_.path() / "cache").string()},
                            {"TERMKNIT_PREPARED", (folder_.path() / "prepared").string()}};
  }
  void SetUp() override {
    if (!has_dictionary("en")) GTEST_SKIP() << "no English dictionary";
  }
  CommandResult tk(const std::vector<std::string>& arguments, const std::string& input = {}) {
    options_.input = input;
    return run(folder_.path(), arguments, options_);
  }
  bool exists(const char* name) const { return std::filesystem::exists(folder_.path() / name); }

  const TempFolder folder_;
  RunOptions options_;
};

TEST_F(Prepared, WordsNeedNoFileOfTheUser) {
  const CommandResult prepared = tk({"prepare", "--lang", "en", "--output", "prepared"});
  ASSERT_EQ(prepared.exit_code, 0) << prepared.err;
  EXPECT_THAT(prepared.err, HasSubstr("prepared: en"));
  EXPECT_TRUE(exists("prepared/en.guesser") && exists("prepared/en.words"));
  const auto mode = std::filesystem::status(folder_.path() / "prepared/en.words").permissions();
  EXPECT_NE(mode & std::filesystem::perms::others_read, std::filesystem::perms::none);
  EXPECT_EQ(tk({"analyze", "--lang", "en"}, "Services\nhouses\n").out, "Services\tservice\t\nhouses\thouse\t\n");
  EXPECT_FALSE(exists("cache/termknit/en.words") || exists("cache/termknit/en.words-new"));
}

TEST_F(Prepared, IsTheUsersCacheUnlessToldOtherwise) {
  ASSERT_EQ(tk({"prepare", "--lang", "en"}).exit_code, 0);
  EXPECT_TRUE(exists("cache/termknit/en.guesser") && exists("cache/termknit/en.words"));
}

TEST_F(Prepared, LanguageWithoutADictionaryIsNamed) {
  const CommandResult result = tk({"prepare", "--lang", "ja"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("'ja' has no installed dictionary"));
}

TEST_F(Prepared, WhatCannotBeKeptIsNotSaidToBeDone) {
  std::filesystem::create_directories(folder_.path() / "prepared/en.words/in the way");
  const CommandResult result = tk({"prepare", "--lang", "en", "--output", "prepared"});
  EXPECT_EQ(result.exit_code, 4) << result.err;
  EXPECT_THAT(result.err, AllOf(HasSubstr("en.words"), Not(HasSubstr("prepared: en"))));
}

TEST_F(Prepared, FolderThatCannotBeMadeIsAnError) {
  folder_.write("file", "in the way");
  const CommandResult result = tk({"prepare", "--lang", "en", "--output", "file/in"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("cannot be made"));
}

TEST_F(Built, GlossaryIsValidAndJoinsLanguages) {
  const std::string tbx = folder_->read("g.tbx");
  EXPECT_THAT(test::tbx_faults(tbx), IsEmpty());
  for (const char* term :
       {"Kundenservice", "Produktverkauf", "Kundenbindung", "pārdošana", "klientu apkalpošana", "zákaznický servis"}) {
    EXPECT_THAT(tbx, HasSubstr("<term>" + std::string(term) + "</term>"));
  }
  EXPECT_THAT(tbx, HasSubstr("proposed cs-de: zákaznický servis = Kundenservice"));
  EXPECT_THAT(tbx, HasSubstr("articles/b.txt"));
}

TEST_F(Built, LookupFindsAnInflectedTerm) {
  const CommandResult result = tk({"lookup", "zákaznickým servisem", "--to", "de,lv", "--tsv"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out,
              StartsWith("source_lang\tsource\ttarget_lang\ttarget\tconfidence\tstatus\twitnesses\ncs\tzákaznickým "
                         "servisem\tde\tKundenservice\t"));
  EXPECT_THAT(result.out, HasSubstr("\tlv\tklientu apkalpošana\t"));
  EXPECT_THAT(result.out, HasSubstr("\tproposed\t"));
}

TEST_F(Built, ArticlesInOneLanguageOnlyAreSaidToGiveNothingToAlign) {
  const TempFolder folder;
  folder.write("a.txt",
               "Der Kundenservice beantwortet Fragen. Der Kundenservice hilft den Kunden. Kunden loben den "
               "Kundenservice und die Lieferung.\n");
  const CommandResult result = run(folder.path(), {"build", "a.txt", "--output", "g.tbx"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("all terms are in one language (de)"));
}

TEST_F(Built, LookupOfTheUnknownFindsNothing) {
  EXPECT_EQ(tk({"lookup", "Xyzzyqwert", "--from", "de", "--to", "lv"}).exit_code, 1);
}

TEST_F(Built, LookupReadsALargeListAndKeepsItsOrder) {
  folder_->write("terms.txt", "\xEF\xBB\xBFKundenservice\n\nProdukt\r\n");
  const CommandResult result =
      tk({"lookup", "--file", "terms.txt", "--from", "de", "--to", "cs", "--limit", "1", "--tsv"});
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("\nde\tKundenservice\tcs\tzákaznický servis\t"), HasSubstr("\nde\tProdukt\tcs\t")));
}

TEST_F(Built, TheTermbaseComesFirst) {
  const TempFolder folder;
  const CommandResult added =
      run(folder.path(), {"add", "de:Kundenservice", "lv:klientu dienests", "--status", "preferred", "--pos", "noun"});
  ASSERT_EQ(added.exit_code, 0) << added.err;
  const std::string id = added.out.substr(0, added.out.size() - 1);
  const CommandResult found = run(folder.path(), {"lookup", "Kundenservices", "--from", "de", "--to", "lv", "--tsv"});
  EXPECT_THAT(found.out, HasSubstr("\tlv\tklientu dienests\t1.0000\tpreferred\t"));
  EXPECT_THAT(run(folder.path(), {"show", id, "--json"}).out, HasSubstr("klientu dienests"));
  EXPECT_EQ(run(folder.path(), {"export", "g.tbx"}).exit_code, 0);
  EXPECT_THAT(folder.read("g.tbx"), HasSubstr("preferredTerm-admn-sts"));
  EXPECT_EQ(run(folder.path(), {"delete", id}).exit_code, 0);
  EXPECT_EQ(run(folder.path(), {"show", id}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"delete", id}).exit_code, 1);
}

TEST_F(Built, SearchFindsEveryForm) {
  EXPECT_THAT(tk({"search", "pardosana", "--tsv"}).out, HasSubstr("articles/b.txt"));
  EXPECT_THAT(tk({"search", "Ergebnis", "--lang", "de", "--tsv"}).out, HasSubstr("**Kundenergebnisse**"));
  EXPECT_THAT(tk({"search", "\"zákaznický servis\"", "--tsv"}).out, HasSubstr("articles/c.txt"));
  EXPECT_EQ(tk({"search", "zákazník", "--lang", "de"}).exit_code, 1);
}

TEST_F(Built, SearchErrorsNameTheirPlace) {
  EXPECT_EQ(tk({"search", ""}).exit_code, 2);
  const CommandResult open = tk({"search", "prodej \"open"});
  EXPECT_EQ(open.exit_code, 2);
  EXPECT_THAT(open.err, HasSubstr("query:1:8: quotation mark without its partner"));
  EXPECT_EQ(tk({"search", "\xC0\xAF"}).exit_code, 2);
  EXPECT_EQ(tk({"search", std::string(100'000, '(')}).exit_code, 2);
  EXPECT_EQ(tk({"search", "AND"}).exit_code, 2);
}

TEST_F(Built, TheSameInputGivesTheSameBytes) {
  for (const char* jobs : {"1", "2", "5"}) {
    const TempFolder folder;
    folder.write("articles/c.txt", kCzechText);
    folder.write("articles/a.txt", kGermanText);
    folder.write("articles/b.txt", kLatvianText);
    run(folder.path(), {"build", "articles", "--output", "g.tbx", "--jobs", jobs});
    EXPECT_EQ(folder.read("g.tbx"), folder_->read("g.tbx")) << jobs;
  }
}

TEST_F(Built, WorksInAnyLocale) {
  const std::string here = tk({"lookup", "Kundenservice", "--to", "lv", "--tsv"}).out;
  for (const char* locale : {"C", "tr_TR.UTF-8", "de_DE.UTF-8"}) {
    EXPECT_EQ(
        run(folder_->path(), {"lookup", "Kundenservice", "--to", "lv", "--tsv"}, {.environment = {{"LC_ALL", locale}}})
            .out,
        here);
  }
}

TEST_F(Built, JsonLinesAreJson) {
  const std::string out = tk({"lookup", "Kundenservice", "--to", "lv", "--json"}).out;
  const auto object = nlohmann::json::parse(out.substr(0, out.find('\n')));
  EXPECT_EQ(object.at("schema"), 1);
  EXPECT_EQ(object.at("target"), "klientu apkalpošana");
}

TEST_F(Built, OutputThatCannotBeWrittenIsSaid) {
  const CommandResult result = run(folder_->path(), {"extract", "--tsv"}, {.out_file = "/dev/full"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("No space left"));
}

TEST_F(Built, DoctorFindsEverythingInOrder) {
  const CommandResult result = tk({"doctor"});
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_THAT(result.out, HasSubstr("3 articles, all readable"));
  EXPECT_EQ(tk({"status"}).exit_code, 0);
}

TEST(Usage, MistypedVerbsAndOptionsGetAHint) {
  const TempFolder folder;
  const CommandResult verb = run(folder.path(), {"serch", "foo"});
  EXPECT_EQ(verb.exit_code, 2);
  EXPECT_THAT(verb.err, HasSubstr("did you mean 'search'?"));
  EXPECT_THAT(verb.out, IsEmpty());
  const CommandResult option = run(folder.path(), {"search", "foo", "--limti", "3"});
  EXPECT_EQ(option.exit_code, 2);
  EXPECT_THAT(option.err, HasSubstr("did you mean '--limit'?"));
  EXPECT_EQ(run(folder.path(), {"lookup", "x", "--to", "no-language-at-all!"}).exit_code, 2);
}

TEST(Usage, HelpBeginsWithExamples) {
  const TempFolder folder;
  for (const char* verb :
       {"build",      "index",     "search", "lookup",      "extract", "align",   "export",  "resources",
        "show",       "add",       "edit",   "delete",      "merge",   "split",   "history", "undo",
        "duplicates", "conflicts", "diff",   "merge-files", "backup",  "analyze", "status",  "doctor"}) {
    const CommandResult help = run(folder.path(), {"help", verb});
    EXPECT_EQ(help.exit_code, 0) << verb;
    EXPECT_THAT(help.out, HasSubstr("Examples:\n  "));
    EXPECT_THAT(help.out, HasSubstr("termknit " + std::string(verb)));
    EXPECT_EQ(run(folder.path(), {verb, "--help"}).out, help.out);
  }
  EXPECT_EQ(run(folder.path(), {"--version"}).exit_code, 0);
  EXPECT_EQ(run(folder.path(), {}).exit_code, 0);
}

TEST(Usage, TheOverviewIsTheOneOnRecord) {
  const TempFolder folder;
  EXPECT_EQ(compare_with_golden("overview.txt", run(folder.path(), {"--help"}).out), "");
}

TEST(Usage, NothingHereIsNothingFound) {
  const TempFolder folder;
  EXPECT_EQ(run(folder.path(), {"search", "x"}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"extract"}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"align"}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"export", "g.tbx"}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"show", "x"}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"doctor", "--dump"}).exit_code, 1);
  EXPECT_EQ(run(folder.path(), {"index", "not-there"}).exit_code, 4);
}

TEST(Usage, ABrokenDictionaryIsSaidAndOthersGoOn) {
  const TempFolder folder;
  folder.write("dictionaries/de_DE.aff", "SET UTF-8\nSFX A Y 1\nSFX A [ b\n");
  folder.write("dictionaries/de_DE.dic", "1\n");
  folder.write("a.txt", kGermanText);
  const CommandResult result =
      run(folder.path(), {"index", "a.txt"},
          {.environment = {{"TERMKNIT_DICTIONARIES", (folder.path() / "dictionaries").string()}}});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, AllOf(HasSubstr("de_DE.dic:1"), HasSubstr("hunspell-de-de")));
  const CommandResult missing =
      run(folder.path(), {"analyze", "--lang", "cs"},
          {.input = "servisem\n", .environment = {{"TERMKNIT_DICTIONARIES", folder.path().string()}}});
  EXPECT_EQ(missing.exit_code, 0);
  EXPECT_THAT(missing.err, HasSubstr("hunspell-cs"));
}

TEST(Usage, ControlCharactersOfArticlesNeverReachATerminal) {
  const TempFolder folder;
  folder.write("a.txt", kGermanText + "\n\nKundenservice \x1B[2J\x1B]0;x\x07 böse\n");
  run(folder.path(), {"index", "a.txt"});
  EXPECT_THAT(run(folder.path(), {"search", "böse"}).out, Not(HasSubstr("\x1B")));
}

}  // namespace
}  // namespace termknit::test
