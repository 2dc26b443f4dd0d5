// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/candidate_collector.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

/// Adds `text` as one block of article 0.
void add(CandidateCollector& collector, Analyzer& analyzer, const std::string& text, std::uint32_t block) {
  collector.add_block(text, analyzer.analyze(text), 0, block);
}

/// The group with these lemmas, or null.
const CandidateGroup* find(const CandidateCollector& collector, const std::vector<std::string>& lemmas) {
  for (const CandidateGroup& group : collector.groups()) {
    std::vector<std::string> key;
    for (const std::uint32_t lemma : group.key) key.push_back(collector.lemma(lemma));
    if (key == lemmas) return &group;
  }
  return nullptr;
}

TEST(CandidateCollector, TakesUnitsOfOneToFiveWordsInsideASentence) {
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("en"), general);
  Analyzer analyzer(language_resources(), lang("en"));
  add(collector, analyzer, "The wind turbine blade, and a gearbox.", 0);
  EXPECT_NE(find(collector, {"wind", "turbine", "blade"}), nullptr);
  EXPECT_NE(find(collector, {"gearbox"}), nullptr);
  EXPECT_EQ(find(collector, {"blade", "gearbox"}), nullptr);
  EXPECT_EQ(find(collector, {"the"}), nullptr);
  EXPECT_EQ(find(collector, {"the", "wind"}), nullptr);
}

TEST(CandidateCollector, LetsSomeStopWordsOpenATermOfSeveralWords) {
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("en"), general);
  Analyzer analyzer(language_resources(), lang("en"));
  add(collector, analyzer, "Patients have high blood pressure and took a 6-minute walk test with new drugs.", 0);
  EXPECT_NE(find(collector, {"high", "blood", "pressure"}), nullptr);
  EXPECT_NE(find(collector, {"6-minute", "walk", "test"}), nullptr);
  EXPECT_EQ(find(collector, {"high"}), nullptr);
  EXPECT_EQ(find(collector, {"6-minute"}), nullptr);
  EXPECT_EQ(find(collector, {"new", "drug"}), nullptr);
}

TEST(CandidateCollector, DoesNotCountTheFunctionWordsInsideATerm) {
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("fr"), general);
  Analyzer analyzer(language_resources(), lang("fr"));
  add(collector, analyzer, "On prescrit un inhibiteur de l'enzyme de conversion.", 0);
  const auto whole = std::find_if(collector.groups().begin(), collector.groups().end(),
                                  [](const CandidateGroup& group) { return group.key.size() == 6; });
  ASSERT_NE(whole, collector.groups().end());
  EXPECT_EQ(whole->inner, InnerWords::other) << "the article is no joint";
  const CandidateGroup* part = find(collector, {"enzyme", "de", "conversion"});
  ASSERT_NE(part, nullptr);
  EXPECT_EQ(part->inner, InnerWords::joint);
}

TEST(CandidateCollector, TakesWhatTheTextAbbreviatesWhateverStandsInIt) {
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("en"), general);
  Analyzer analyzer(language_resources(), lang("en"));
  add(collector, analyzer, "Heart failure with preserved ejection fraction (HFpEF) is common.", 0);
  EXPECT_EQ(collector.short_forms().size(), 1u);
  EXPECT_TRUE(std::any_of(collector.groups().begin(), collector.groups().end(),
                          [](const CandidateGroup& group) { return group.key.size() == 6; }));
}

TEST(CandidateCollector, EndsATermAtAUnit) {
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("en"), general);
  Analyzer analyzer(language_resources(), lang("en"));
  add(collector, analyzer, "They took 10 mg bisoprolol.", 0);
  EXPECT_EQ(find(collector, {"mg"}), nullptr);
  EXPECT_EQ(find(collector, {"mg", "bisoprolol"}), nullptr);
  EXPECT_NE(find(collector, {"bisoprolol"}), nullptr);
}

TEST(CandidateCollector, TakesNoShortParticipleAndNoInfinitiveForATerm) {
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("cs"), general);
  Analyzer analyzer(language_resources(), lang("cs"));
  add(collector, analyzer, "Bylo slíbeno vytvořit servisní zakázku.", 0);
  EXPECT_EQ(find(collector, {"slíbený"}), nullptr);
  EXPECT_EQ(find(collector, {"vytvořit", "servisní", "zakázka"}), nullptr);
  EXPECT_NE(find(collector, {"servisní", "zakázka"}), nullptr);
}

TEST(CandidateCollector, TakesNoCaseForTheModifierOfANoun) {
  if (!has_dictionary("lv")) GTEST_SKIP() << "no Latvian dictionary";
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("lv"), general);
  Analyzer analyzer(language_resources(), lang("lv"));
  add(collector, analyzer, "Ievadiet to laukā valoda. Klienta valoda ir svarīga. Norēķinos ar klientiem viss ir labi.",
      0);
  EXPECT_EQ(find(collector, {"lauks", "valoda"}), nullptr);
  EXPECT_NE(find(collector, {"klients", "valoda"}), nullptr);
  EXPECT_NE(find(collector, {"norēķins", "ar", "klients"}), nullptr) << "a preposition has a case of its own";
}

TEST(CandidateCollector, EndsATermBeforeALabelAndBeforeWhatAnAdjectiveBelongsTo) {
  if (!has_dictionary("cs")) GTEST_SKIP() << "no Czech dictionary";
  const FrequencyList general;
  CandidateCollector collector(language_resources(), lang("cs"), general);
  Analyzer analyzer(language_resources(), lang("cs"));
  add(collector, analyzer, "Otevřete stránku Odběratelé. Každý řádek prodejní objednávky a kyselina sírová.", 0);
  EXPECT_EQ(find(collector, {"stránka", "odběratel"}), nullptr);
  EXPECT_EQ(find(collector, {"řádek", "prodejní"}), nullptr);
  EXPECT_NE(find(collector, {"řádek", "prodejní", "objednávka"}), nullptr);
  EXPECT_NE(find(collector, {"kyselina", "sírový"}), nullptr);
}

TEST(CandidateCollector, ForgetsRareMultiwordsButNeverFrequentOnes) {
  const FrequencyList general;
  constexpr std::size_t kMost = 3000;
  CandidateCollector collector(language_resources(), lang("en"), general, kMost);
  Analyzer analyzer(language_resources(), lang("en"));
  std::mt19937 draw(1);
  constexpr std::uint32_t kBlocks = 3000;
  for (std::uint32_t block = 0; block < kBlocks; ++block) {
    std::string text = "The wind turbine is here. The";
    for (int i = 0; i < 3; ++i)
      text += " word" + std::string(1, static_cast<char>('a' + draw() % 20)) + "x" +
              std::string(1, static_cast<char>('a' + draw() % 20));
    add(collector, analyzer, text + ".", block);
  }
  EXPECT_LT(collector.groups().size(), 2 * kMost);
  const CandidateGroup* kept = find(collector, {"wind", "turbine"});
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->frequency, kBlocks);
  for (std::uint32_t i = 0; i < collector.groups().size(); ++i) {
    EXPECT_EQ(*collector.find(collector.groups()[i].key), i);
  }
}

}  // namespace
}  // namespace termknit::test
