// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/word_aligner.h"

#include <map>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

/// Two sides of a toy text, words separated by blanks.
class ToyText {
 public:
  void add(const std::string& source, const std::string& target) {
    source_.add(numbers(source, source_words_));
    target_.add(numbers(target, target_words_));
  }

  WordAlignment align(unsigned jobs = 1, int hmm_iterations = 5) const {
    WordAlignerOptions options;
    options.jobs = jobs;
    options.hmm_iterations = hmm_iterations;
    return align_words(source_, target_, options);
  }

  float forward(const WordAlignment& alignment, const std::string& source, const std::string& target) const {
    return alignment.forward.probability_of(source_words_.at(source), target_words_.at(target));
  }

  static std::vector<std::pair<int, int>> links(const WordAlignment& alignment, std::size_t segment) {
    std::vector<std::pair<int, int>> places;
    for (const AlignmentLink& link : alignment.links[segment]) places.emplace_back(link.source, link.target);
    return places;
  }

 private:
  static std::vector<Unit> numbers(const std::string& text, std::map<std::string, Unit>& words) {
    std::vector<Unit> units;
    std::istringstream stream(text);
    for (std::string word; stream >> word;)
      units.push_back(words.try_emplace(word, static_cast<Unit>(words.size() + 1)).first->second);
    return units;
  }

  UnitText source_, target_;
  std::map<std::string, Unit> source_words_, target_words_;
};

/// Knight's textbook example, and sentences in which the adjective stands on the other side of the noun.
ToyText houses() {
  ToyText text;
  text.add("the house", "das haus");
  text.add("the book", "das buch");
  text.add("a book", "ein buch");
  text.add("the green house", "das haus gruen");
  text.add("a green book", "ein buch gruen");
  text.add("a house", "ein haus");
  return text;
}

TEST(WordAligner, LearnsTheTranslationOfEveryWordOfAToyText) {
  const ToyText text = houses();
  const WordAlignment alignment = text.align();
  const std::vector<std::pair<std::string, std::string>> words{
      {"the", "das"}, {"a", "ein"}, {"house", "haus"}, {"book", "buch"}, {"green", "gruen"}};
  for (const auto& [source, target] : words) EXPECT_GT(text.forward(alignment, source, target), 0.9F) << source;
}

TEST(WordAligner, Model1AloneAlreadyPrefersTheRightWord) {
  const ToyText text = houses();
  const WordAlignment alignment = text.align(1, 0);
  EXPECT_GT(text.forward(alignment, "book", "buch"), text.forward(alignment, "book", "das"));
  EXPECT_GT(text.forward(alignment, "book", "buch"), text.forward(alignment, "book", "ein"));
}

TEST(WordAligner, LinksCrossWhereTheWordOrderDoes) {
  const WordAlignment alignment = houses().align();
  EXPECT_THAT(ToyText::links(alignment, 3), UnorderedElementsAre(Pair(0, 0), Pair(1, 2), Pair(2, 1)));
}

TEST(WordAligner, GivesTheSameLinksWithAnyNumberOfThreads) {
  ToyText text;
  for (int i = 0; i < 700; ++i) {
    const std::string a = std::to_string(i % 37), b = std::to_string(i % 11);
    text.add("s" + a + " t" + b + " the", "the' x" + b + " y" + a);
  }
  const WordAlignment one = text.align(1), three = text.align(3);
  EXPECT_EQ(one.links, three.links);
}

TEST(WordAligner, EmptyAndOverlongSidesGetNoLinks) {
  ToyText text = houses();
  text.add("", "das haus");
  std::string many;
  for (std::size_t i = 0; i <= kLongestAligned; ++i) many += "das ";
  text.add("the house", many);
  const WordAlignment alignment = text.align();
  EXPECT_TRUE(alignment.links[6].empty());
  EXPECT_TRUE(alignment.links[7].empty());
  EXPECT_FALSE(alignment.links[0].empty());
}

TEST(WordAligner, NoTextAtAllIsNoError) {
  EXPECT_TRUE(ToyText().align().links.empty());
}

TEST(GrowDiagFinalAnd, KeepsWhatBothDirectionsSayAndGrowsAlongIt) {
  // Both agree on (0,0); forward alone has (1,1) beside it, backward alone (3,3) where both sides are free.
  const std::vector<int> forward{0, 1, -1, -1}, backward{0, -1, -1, 3};
  EXPECT_THAT(grow_diag_final_and(forward, backward), ElementsAre(Pair(0, 0), Pair(1, 1), Pair(3, 3)));
}

TEST(GrowDiagFinalAnd, ALinkFarFromTheOthersNeedsBothSidesFree) {
  // Target 1 stands beside the agreed link and is taken in; target 3 is not, as its source place has a link.
  const std::vector<int> forward{0, 0, -1, 0}, backward{0};
  EXPECT_THAT(grow_diag_final_and(forward, backward), ElementsAre(Pair(0, 0), Pair(0, 1)));
}

}  // namespace
}  // namespace termknit
