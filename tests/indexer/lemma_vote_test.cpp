// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/lemma_vote.h"

#include <gtest/gtest.h>

namespace termknit {
namespace {

WordAnalysis word(std::vector<std::string> lemmas) {
  WordAnalysis analysis;
  analysis.lemmas = std::move(lemmas);
  return analysis;
}

TEST(LemmaVote, TheLemmaWhoseFormsAreInMoreArticlesWins) {
  LemmaVote vote(2);
  vote.add(word({"prodejna"}), 9);
  vote.add(word({"prodejný", "prodejna"}), 2);  // one vote each
  EXPECT_EQ(vote.winner(word({"prodejný", "prodejna"})), 1u);
  EXPECT_EQ(vote.winner(word({"prodejna", "prodejný"})), 0u);
}

TEST(LemmaVote, TheFirstStaysUnlessTheMarginIsPassed) {
  LemmaVote vote(2);
  vote.add(word({"stát"}), 3);
  vote.add(word({"stav"}), 6);
  EXPECT_EQ(vote.winner(word({"stát", "stav"})), 0u) << "twice is not more than twice";
  vote.add(word({"stav"}), 1);
  EXPECT_EQ(vote.winner(word({"stát", "stav"})), 1u);
}

TEST(LemmaVote, UnknownLemmasAndSingleLemmasStay) {
  const LemmaVote vote(1);
  EXPECT_EQ(vote.winner(word({"a", "b"})), 0u);
  EXPECT_EQ(vote.winner(word({"a"})), 0u);
}

}  // namespace
}  // namespace termknit
