// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/concordance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "language/text.h"
#include "search/query.h"
#include "tests/support/language_world.h"
#include "tests/support/temp_index.h"

namespace termknit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<ConcordanceLine> lines(TempIndex& index, const std::string& query, const ConcordanceOptions& options = {}) {
  std::vector<ConcordanceLine> lines;
  Concordance(index.indexes(), language_resources())
      .find(parse_query(query), options, [&](const ConcordanceLine& line) { lines.push_back(line); });
  return lines;
}

/// "left|keyword|right".
std::vector<std::string> kwic(TempIndex& index, const std::string& query, const ConcordanceOptions& options = {}) {
  std::vector<std::string> out;
  for (const ConcordanceLine& line : lines(index, query, options))
    out.push_back(line.left + "|" + line.keyword + "|" + line.right);
  return out;
}

TEST(Concordance, KeepsTheKeywordWhenContextIsShorterThanAsked) {
  TempIndex index({{"a.txt", "en", "Reset the circuit breaker."}});
  EXPECT_THAT(kwic(index, "\"circuit breaker\""), ElementsAre("Reset the |circuit breaker|."));
}

TEST(Concordance, CutsContextAtWordsAndByColumns) {
  TempIndex index({{"a.txt", "en", "One two three four five six breaker seven eight nine ten eleven twelve."}});
  EXPECT_THAT(kwic(index, "breaker", {.width = 10}), ElementsAre("five six |breaker| seven"));
}

TEST(Concordance, GivesExactRangesOfTheStoredText) {
  const std::string text = "Erste Zeile über Öl.\n\nDer Schalter und das Öl und der Schalter.";
  TempIndex index({{"a.txt", "de", text}});
  const auto found = lines(index, "Schalter");
  ASSERT_THAT(found, SizeIs(2));
  for (const ConcordanceLine& line : found) {
    EXPECT_EQ(line.range.of(text), "Schalter");
    EXPECT_EQ(line.sentence, 1U);
    EXPECT_EQ(line.article, "a.txt");
  }
  EXPECT_EQ(found[0].range.begin, text.find("Schalter"));
  EXPECT_EQ(found[1].range.begin, text.rfind("Schalter"));
}

TEST(Concordance, SortsByTheNeighbouringWords) {
  TempIndex index({{"a.txt", "en", "The red fox ran."},
                   {"b.txt", "en", "A blue fox slept."},
                   {"c.txt", "en", "An angry fox barked."}});
  using enum ConcordanceOrder;
  EXPECT_THAT(kwic(index, "fox", {.order = article}),
              ElementsAre("The red |fox| ran.", "A blue |fox| slept.", "An angry |fox| barked."));
  EXPECT_THAT(kwic(index, "fox", {.order = left}),
              ElementsAre("An angry |fox| barked.", "A blue |fox| slept.", "The red |fox| ran."));
  EXPECT_THAT(kwic(index, "fox", {.order = right}),
              ElementsAre("An angry |fox| barked.", "The red |fox| ran.", "A blue |fox| slept."));
  EXPECT_THAT(kwic(index, "fox", {.order = right, .limit = 1}), ElementsAre("An angry |fox| barked."));
}

TEST(Concordance, MeasuresWideAndCombiningLettersInColumns) {
  EXPECT_EQ(first_columns("日本語の文書", 5), "日本");
  EXPECT_EQ(last_columns("日本語の文書", 5), "文書");
  EXPECT_EQ(first_columns("e\u0301e\u0301e\u0301", 2), "e\u0301e\u0301");
  EXPECT_EQ(last_columns("e\u0301e\u0301e\u0301", 2), "e\u0301e\u0301");
  EXPECT_EQ(first_columns("short", 40), "short");
  EXPECT_EQ(last_columns("", 40), "");
  EXPECT_EQ(first_columns("abc", 0), "");
}

TEST(Concordance, EveryCutIsValidAndFits) {
  const std::string text =
      "Zażółć gęślą jaźń 日本語 e\u0301\u0302\u0303 مرحبا бла 👩‍👩‍👧 ende";
  for (std::size_t width = 0; width < 60; ++width) {
    for (const std::string_view cut : {first_columns(text, width), last_columns(text, width)}) {
      EXPECT_TRUE(is_valid_utf8(cut)) << width;
      EXPECT_LE(display_width(cut), width) << cut;
    }
  }
}

TEST(Concordance, ShowsOnlyTextInTheLanguagesAsked) {
  TempIndex index({{"a.txt", "en", "The problem is solved."}, {"b.txt", "de", "Das Problem ist gelöst."}});
  EXPECT_THAT(kwic(index, "problem", {.languages = {lang("de")}}), ElementsAre("Das |Problem| ist gelöst."));
}

TEST(Concordance, NeedsAWordToShow) {
  TempIndex index({{"a.txt", "en", "The problem is solved."}});
  EXPECT_THROW(lines(index, "lang:en"), Error);
  EXPECT_THAT(lines(index, "absent"), IsEmpty());
}

TEST(Concordance, TakesTimeThatGrowsWithTheText) {
  // One block, one sentence, many matches (A14).
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "fox and dog ";
  TempIndex index({{"a.txt", "en", text}});
  EXPECT_THAT(lines(index, "fox"), SizeIs(20'000));
}

}  // namespace
}  // namespace termknit::test
