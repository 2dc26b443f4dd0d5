// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/word_cues.h"

#include <gtest/gtest.h>

#include "glossary/extraction/name_list.h"
#include "glossary/extraction/word_shape.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

TEST(WordCues, TellWhatStandsBesideVerbsAndNouns) {
  TempFolder folder;
  folder.write("cues.tsv", "# a remark\nverb\tto will\nnoun\tthe\nafter_verb\tthe\nafter_noun\tof\nno tab here\n");
  std::vector<std::uint64_t> told;
  const WordCues cues(folder.path() / "cues.tsv",
                      [&](const Diagnostic& diagnostic) { told.push_back(diagnostic.place.line); });
  EXPECT_EQ(told, std::vector<std::uint64_t>{6}) << "the line without a kind";
  EXPECT_TRUE(cues.before_verb("will"));
  EXPECT_FALSE(cues.before_verb("the"));
  EXPECT_TRUE(cues.before_noun("the"));
  EXPECT_TRUE(cues.after_verb("the"));
  EXPECT_TRUE(cues.after_noun("of"));
  EXPECT_FALSE(cues.after_noun("no"));
}

TEST(WordCues, TellCasesApart) {
  TempFolder folder;
  folder.write("cues.tsv", "case\tssa ssä\ncase\tsta stä\n");
  const WordCues cues(folder.path() / "cues.tsv");
  EXPECT_EQ(cues.case_ending("sivulla"), 0u);
  EXPECT_EQ(cues.case_ending("kentässä"), 1u);
  EXPECT_EQ(cues.case_ending("luettelosta"), 2u);
  EXPECT_EQ(cues.case_ending("sta"), 0u);
}

TEST(WordCues, CountSomeCaseEndingsForNounsOnly) {
  TempFolder folder;
  folder.write("cues.tsv", "noun_case\tā ē\n");
  const WordCues cues(folder.path() / "cues.tsv");
  EXPECT_EQ(cues.case_ending("laukā", true), 1u);
  EXPECT_EQ(cues.case_ending("pašreizējā", false), 0u) << "an adjective's nominative";
}

TEST(WordCues, TellFormsOfVerbsAndWordsOfTermsApart) {
  TempFolder folder;
  folder.write("cues.tsv", "opening\thigh low\njoint\tde d'\nparticiple\té ées\ninfinitive\ter\npredicate\teno\n");
  const WordCues cues(folder.path() / "cues.tsv");
  EXPECT_TRUE(cues.may_open("high"));
  EXPECT_FALSE(cues.may_open("new"));
  EXPECT_TRUE(cues.is_joint("d'"));
  EXPECT_FALSE(cues.is_joint("et"));
  EXPECT_TRUE(cues.is_participle("altérées"));
  EXPECT_TRUE(cues.is_infinitive("piaffer"));
  EXPECT_FALSE(cues.is_infinitive("mer")) << "too short to have an ending";
  EXPECT_TRUE(cues.is_predicate("slíbeno"));
  EXPECT_FALSE(cues.tell_verbs()) << "no words that verbs follow";
}

TEST(NameList, KnowsUnitsAsTheyArePrinted) {
  const NameList list(source_folder() / "data", lang("nl"));
  EXPECT_TRUE(list.is_unit("mg"));
  EXPECT_TRUE(list.is_unit("µmol"));
  EXPECT_FALSE(list.is_unit("MG"));
  EXPECT_FALSE(list.is_unit("kWh")) << "of one subject";
}

TEST(WordCues, AreNoneWithoutAFile) {
  const WordCues cues("/nowhere/cues.tsv");
  EXPECT_TRUE(cues.empty());
  EXPECT_EQ(cues.case_ending("luettelosta"), 0u);
}

TEST(NameList, KnowsCountriesInTheLanguageAndBodiesByTheirAcronyms) {
  const NameList french(source_folder() / "data", lang("fr"));
  EXPECT_TRUE(french.contains("Belgique", "belgique"));
  EXPECT_TRUE(french.contains("UE", "ue"));
  EXPECT_TRUE(french.contains("UE-27", "ue-27"));
  EXPECT_FALSE(french.contains("belgique", "belgique"));
  EXPECT_FALSE(french.contains("eu", "eu"));
  EXPECT_FALSE(french.contains("BNP", "bnp"));
  const NameList finnish(source_folder() / "data", lang("fi"));
  EXPECT_TRUE(finnish.contains("Suomessa", "suomi"));
}

TEST(NameList, IsEmptyWithoutDataButForTheCountries) {
  const NameList list("/nowhere", lang("en"));
  EXPECT_FALSE(list.contains("EU", "eu"));
  EXPECT_TRUE(list.contains("Belgium", "belgium"));
}

TEST(WordShape, SeesAcronymsWithSmallLetters) {
  EXPECT_TRUE(word_shape("HFrEF", false).acronym);
  EXPECT_TRUE(word_shape("ARBs", false).acronym);
  EXPECT_TRUE(word_shape("ACE-remmer", false).acronym);
  EXPECT_FALSE(word_shape("LibreOffice", false).acronym);
  EXPECT_FALSE(word_shape("Belgium", true).acronym);
}

}  // namespace
}  // namespace termknit::test
