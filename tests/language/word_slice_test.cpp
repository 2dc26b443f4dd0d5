// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a word list has to say of a form what the whole says.

#include "language/word_slice.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/hunspell_engine.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

using testing::Optional;
using testing::UnorderedElementsAre;

constexpr const char* kAffixes =
    "SET UTF-8\n"
    "PFX N Y 1\nPFX N 0 ne .\n"
    "PFX G N 1\nPFX G u zu ung\n"
    "SFX P Y 2\nSFX P 0 y .\nSFX P a ami a\n"
    "SFX I Y 1\nSFX I iet eju iet\n";
constexpr const char* kWords = "8\nžena/NP\nzahrada/NP\nservis/P\nSlovo/P\nnebe/P\niet/I\nungar/G\nservis/N\n";

AffixFile affixes(const std::string& text) {
  return AffixFile::parse(text, "xx.aff", {});
}

std::string slice(const StringSet& letters, const std::string& words = kWords, const std::string& rules = kAffixes) {
  return slice_of(words, letters, affixes(rules));
}

TEST(WordSlice, LooksBehindPrefixesAndUnderThoseThatCut) {
  const AffixFile rules = affixes(kAffixes);
  EXPECT_THAT(entry_letters("Ženami", rules), Optional(UnorderedElementsAre("z")));
  EXPECT_THAT(entry_letters("nežena", rules), Optional(UnorderedElementsAre("n", "z")));
  EXPECT_THAT(entry_letters("NESERVIS", rules), Optional(UnorderedElementsAre("n", "s")));
  EXPECT_THAT(entry_letters("ne", rules), Optional(UnorderedElementsAre("n"))) << "nothing is left behind the prefix";
  EXPECT_THAT(entry_letters("zungar", rules), Optional(UnorderedElementsAre("z", "u"))) << "ungar, its u cut off";
}

TEST(WordSlice, IsNotAskedForWhereAWordMayBeMoreThanAnEntryAndAffixes) {
  const std::string rules = kAffixes;
  for (const char* word : {"", "e-mail", "l'eau", "2a", "wort.", "a b"})
    EXPECT_EQ(entry_letters(word, affixes(rules)), std::nullopt) << word;
  for (const char* directive : {"COMPOUNDFLAG X\n", "COMPOUNDRULE 1\nCOMPOUNDRULE XY\n", "FLAG long\n",
                                "COMPLEXPREFIXES\n", "ICONV 1\nICONV q k\n", "IGNORE aeiou\n", "SFX Q Y 3\n"})
    EXPECT_EQ(entry_letters("wort", affixes(rules + directive)), std::nullopt) << directive;
}

TEST(WordSlice, HasTheEntriesInTheirOrderUnderTheirCount) {
  EXPECT_EQ(slice({"z"}), "2\nžena/NP\nzahrada/NP\n");
  EXPECT_EQ(slice({"s"}), "3\nservis/P\nSlovo/P\nservis/N\n");
  EXPECT_EQ(slice({"x"}), "0\n");
}

TEST(WordSlice, HasEntriesThatARuleCutsOffWhole) {
  EXPECT_EQ(slice({"e"}, kWords, std::string(kAffixes) + "FULLSTRIP\n"), "1\niet/I\n");
}

TEST(WordSlice, ReadsLettersInTheDictionarysEncoding) {
  const std::string rules = "SET ISO8859-13\nSFX P Y 1\nSFX P 0 y .\n";
  EXPECT_EQ(slice({"z"},
                  "3\n\xFE"
                  "ena/P\nzars\nsala\n",
                  rules),
            "2\n\xFE"
            "ena/P\nzars\n");
}

TEST(WordSlice, SaysWhatTheWholeListSays) {
  const test::TempFolder folder;
  const std::string rules = std::string(kAffixes) + "FULLSTRIP\n";
  folder.write("xx.aff", rules);
  folder.write("xx.dic", kWords);
  const AffixFile read = affixes(rules);
  const auto engine = [&] {
    return std::make_unique<HunspellEngine>(folder.path() / "xx.aff", folder.path() / "xx.dic", read);
  };
  HunspellEngine::Last last;
  const auto whole = engine();
  EXPECT_FALSE(whole->spell("e-x", last));  // loads the list whole
  const std::vector<std::string> words{"ženay",  "neženay", "Neservis", "servis", "SERVISY",
                                       "slovo",  "Slovoy",  "zungar",   "eju",    "nebe",
                                       "nenebe", "zuar",    "unknown",  "nea",    "zahradami"};
  const auto in_turn = engine();
  for (const std::string& word : words) {
    const std::vector<std::string> expected = whole->analyze(word, last);
    EXPECT_EQ(engine()->analyze(word, last), expected) << word;
    EXPECT_EQ(in_turn->analyze(word, last), expected) << word;
    EXPECT_EQ(engine()->spell(word, last), whole->spell(word, last)) << word;
  }
  EXPECT_FALSE(whole->analyze("zungar", last).empty()) << "a prefix that cuts";
  EXPECT_FALSE(whole->analyze("eju", last).empty()) << "an entry cut off whole";
  EXPECT_FALSE(whole->analyze("neženay", last).empty()) << "a prefix";
}

}  // namespace
}  // namespace termknit
