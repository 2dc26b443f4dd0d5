// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/ending_trie.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/text_hash.h"

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> endings(const EndingTrie<int>& trie, std::string_view word) {
  std::vector<std::string> found;
  trie.for_each(word, [&](std::size_t size, int value) {
    found.push_back(std::string(word.substr(word.size() - size)) + '=' + std::to_string(value));
    return true;
  });
  return found;
}

TEST(EndingTrie, FindsAllEndingsShortestFirst) {
  EndingTrie<int> trie;
  trie["n"] = 1;
  trie["en"] = 2;
  trie["ungen"] = 3;
  EXPECT_THAT(endings(trie, "leistungen"), ElementsAre("n=1", "en=2", "ungen=3"));
  EXPECT_THAT(endings(trie, "en"), ElementsAre("n=1", "en=2"));
  EXPECT_THAT(endings(trie, "haus"), IsEmpty());
  EXPECT_THAT(endings(trie, ""), IsEmpty());
  trie[""] = 0;
  EXPECT_THAT(endings(trie, "haus"), ElementsAre("=0"));
  EXPECT_EQ(++trie["en"], 3) << "it is kept";
}

TEST(EndingTrie, StopsWhenToldTo) {
  EndingTrie<int> trie;
  trie["n"] = 1;
  trie["en"] = 2;
  EXPECT_FALSE(trie.for_each("en", [](std::size_t size, int) { return size > 1; }));
  EXPECT_TRUE(trie.for_each("x", [](std::size_t, int) { return false; }));
}

TEST(EndingTrie, HasTheLongestThatIsAccepted) {
  EndingTrie<int> trie;
  EXPECT_TRUE(trie.empty());
  trie.add("n", 1);
  trie.add("en", 2);
  trie.add("en", 3);
  EXPECT_EQ(*trie.longest("leben"), 2) << "the first stays";
  EXPECT_EQ(*trie.longest("leben", [](std::string_view ending, int) { return ending.size() < 2; }), 1);
  EXPECT_EQ(trie.longest("haus"), nullptr);
}

TEST(TextHash, GrowsWithItsText) {
  EXPECT_EQ(TextHash("kunde").with("ndienst").value(), TextHash("kundendienst").value());
  EXPECT_NE(TextHash("kunde").value(), TextHash("kundd").value());
  EXPECT_NE(TextHash("ab").value(), TextHash("ba").value());
}

}  // namespace
}  // namespace termknit
