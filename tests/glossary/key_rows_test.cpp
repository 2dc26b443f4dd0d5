// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/key_rows.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> listed(KeyRows& rows) {
  std::vector<std::string> lines;
  rows.for_each([&](const KeyRow& row) {
    lines.push_back(std::string(row.language) + " " + std::string(row.key) + " " + std::to_string(row.term) + " " +
                    std::to_string(row.rank));
  });
  return lines;
}

TEST(KeyRows, ComeInTheOrderOfTheTable) {
  KeyRows rows;
  for (const KeyRow& row : {KeyRow{"fi", "avain", 1, 0},
                            {"de", "kunde", 300, 0},
                            {"de", "kunde", 2, 0},
                            {"de", "kundenkonto", 3, 0},
                            {"de", "kunde", 2, 100},
                            {"de", "über", 4, 1}})
    rows.add(row);
  EXPECT_THAT(listed(rows),
              ElementsAre("de kunde 2 0", "de kunde 300 0", "de kundenkonto 3 0", "de über 4 1", "fi avain 1 0"));
}

TEST(KeyRows, AreTheSameWhetherTheyFitIntoMemoryOrNot) {
  KeyRows large, small(512);
  std::uint32_t random = 7;
  for (std::int64_t term = 1; term <= 2'000; ++term) {
    random = random * 1'664'525U + 1'013'904'223U;
    const std::string key(1 + random % 90, static_cast<char>('a' + random / 1'000 % 26));
    for (KeyRows* rows : {&large, &small}) rows->add({term % 3 == 0 ? "de" : "fi", key, term, term % 5});
  }
  const auto expected = listed(large);
  EXPECT_EQ(expected.size(), 2'000U);
  EXPECT_TRUE(std::is_sorted(expected.begin(), expected.end(), [](const auto& a, const auto& b) {
    return a.substr(0, a.find(' ', 3)) < b.substr(0, b.find(' ', 3));
  }));
  EXPECT_EQ(listed(small), expected);
}

TEST(KeyRows, LeaveOutADroppedTerm) {
  KeyRows rows(64);
  for (std::int64_t term = 1; term <= 9; ++term) rows.add({"de", "kunde", term, 0});
  for (std::int64_t term = 2; term <= 9; ++term) rows.drop(term);
  EXPECT_THAT(listed(rows), ElementsAre("de kunde 1 0"));
  rows.clear();
  EXPECT_TRUE(rows.empty());
  EXPECT_THAT(listed(rows), IsEmpty());
}

TEST(KeyRows, HoldARowThatIsLargerThanAPiece) {
  KeyRows rows(16);
  const std::string key(100'000, 'k');
  rows.add({"de", key, 1, 0});
  rows.add({"de", "a", 2, 0});
  EXPECT_THAT(listed(rows), ElementsAre("de a 2 0", "de " + key + " 1 0"));
}

}  // namespace
}  // namespace termknit
