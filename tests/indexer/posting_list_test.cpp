// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/posting_list.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/article_builder.h"
#include "indexer/index_schema.h"
#include "indexer/readers.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Article article(std::string_view text, std::string_view language) {
  return build_article(read_text(text), LanguageTag::parse(language));
}

/// "haus 1 5": a term with its positions; "+" before what counts.
std::vector<std::string> lines(const ArticlePostings& postings) {
  std::vector<std::string> lines;
  for (std::size_t number = 0; number < postings.term_ends.size(); ++number) {
    std::string line = index_schema::readable(postings.term(number));
    for (const Posting& posting : postings.postings) {
      if (posting.term == number) line += fmt::format(" {}{}", posting.counts ? "+" : "", posting.position);
    }
    lines.push_back(line);
  }
  return lines;
}

TEST(PostingList, ATermThatComesAgainIsOneWithAllItsPositionsHoweverItIsWritten) {
  const FormTable known;
  PostingMaker maker(language_resources());
  Article hut = article("Hat hut HAT hat hut", "en");
  hut.title.clear();
  const ArticlePostings postings = maker.make(hut, known);
  EXPECT_THAT(lines(postings), ElementsAre("hat +1 +3 +4", "hut +2 +5"));
  std::vector<std::string> forms;
  for (const VocabularyItem& item : postings.vocabulary) forms.push_back(item.form);
  EXPECT_THAT(forms, ElementsAre("Hat", "hut", "HAT", "hat"));
  EXPECT_EQ(hut.blocks.front().words, 5U);
}

TEST(PostingList, PartsOfACompoundHaveNoPositionsAndOneArticleTellsTheNextNothing) {
  const FormTable known;
  PostingMaker maker(language_resources());
  Article first = article("Kundenservice Kundenservice", "de"), second = article("Kundenservice", "de");
  first.title.clear();
  second.title.clear();
  EXPECT_THAT(lines(maker.make(first, known)), ElementsAre("kundenservice +1 +2", "XCkunde +0 +0", "XCservice +0 +0"));
  EXPECT_THAT(lines(maker.make(second, known)), ElementsAre("kundenservice +1", "XCkunde +0", "XCservice +0"));
}

TEST(PostingList, AFormThatIsKnownIsNotAnalysedAndHasItsParts) {
  FormTable known;
  PostingMaker maker(language_resources());
  Article text = article("Kundenservice", "de");
  text.title.clear();
  const ArticlePostings first = maker.make(text, known);
  ASSERT_EQ(first.vocabulary.size(), 1U);
  known.add(first.vocabulary.front().key, parts_of(*first.vocabulary.front().analysis));
  const ArticlePostings second = maker.make(text, known);
  EXPECT_THAT(second.vocabulary, IsEmpty());
  EXPECT_EQ(lines(second), lines(first));
}

TEST(PostingList, BoilerplateIsPostedAndDoesNotCount) {
  const FormTable known;
  PostingMaker maker(language_resources());
  Article text = article("hat\n\nhat", "en");
  text.title = "Hat";
  text.blocks.back().boilerplate = true;
  EXPECT_THAT(lines(maker.make(text, known)), ElementsAre("hat +1 102", "Shat +1"));
}

}  // namespace
}  // namespace termknit::test
