// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/diacritics.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kLatvian{"ā", "č", "ē", "ī", "š", "ū"};

std::vector<std::string> restored(std::string_view word, const std::set<std::string>& known) {
  return with_diacritics(word, kLatvian, [&](const std::string& candidate) { return known.contains(candidate); });
}

TEST(Diacritics, AreFoundAgainByTheWordsThatExist) {
  EXPECT_THAT(restored("pardosana", {"pārdošana"}), ElementsAre("pārdošana"));
}

TEST(Diacritics, FewestReplacementsComeFirst) {
  EXPECT_THAT(restored("tas", {"tās", "tāš"}), ElementsAre("tās", "tāš"));
}

TEST(Diacritics, AreNotLookedForWhereTheWordHasSome) {
  EXPECT_THAT(restored("pārdosana", {"pārdošana"}), IsEmpty());
  EXPECT_THAT(restored("Pardosana", {"Pārdošana"}), IsEmpty()) << "a name";
  EXPECT_THAT(restored("", {""}), IsEmpty());
}

TEST(Diacritics, EndAfterAThousandTrials) {
  int asked = 0;
  with_diacritics(std::string(100, 'a'), kLatvian, [&](const std::string&) {
    ++asked;
    return false;
  });
  EXPECT_LE(asked, 1000);
  EXPECT_GT(asked, 100);
}

TEST(Diacritics, AreNotTriedBehindBeginningsOfNoWord) {
  std::vector<std::string> asked;
  const auto found = with_diacritics(
      "pardosana", kLatvian,
      [&](const std::string& candidate) {
        asked.push_back(candidate);
        return candidate == "pārdošana";
      },
      [](std::string_view beginning) { return std::string_view("pārdošana").starts_with(beginning); });
  EXPECT_THAT(found, ElementsAre("pārdošana"));
  EXPECT_THAT(asked, ElementsAre("pārdosana", "pārdošana"));
}

TEST(Diacritics, EndAfterAThousandBeginnings) {
  int asked = 0;
  with_diacritics(
      std::string(100, 'a'), kLatvian, [](const std::string&) { return false; },
      [&](std::string_view beginning) {
        ++asked;
        return beginning.size() < 50;
      });
  EXPECT_LE(asked, 100'000);
}

TEST(SpellingVariants, ReplaceAllPlacesFirstThenFewer) {
  const std::vector<std::pair<std::string, std::string>> german{{"ae", "ä"}, {"ue", "ü"}, {"ss", "ß"}};
  EXPECT_THAT(spelling_variants("Steuerpruefung", german),
              ElementsAre("Steürprüfung", "Steürpruefung", "Steuerprüfung"));
  EXPECT_THAT(spelling_variants("Haus", german), IsEmpty());
  EXPECT_THAT(spelling_variants("Strasse", german), ElementsAre("Straße"));
  EXPECT_EQ(spelling_variants("ssssssssssssssss", german).size(), 15U) << "four places at most";
}

}  // namespace
}  // namespace termknit
