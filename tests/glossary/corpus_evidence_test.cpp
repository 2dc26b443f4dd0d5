// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/corpus_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/alignment/sentence_alignment.h"
#include "glossary/alignment/translated_articles.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ArticleFeatures article(const char* path, const char* language, std::vector<std::uint64_t> anchors = {}) {
  return {path, lang(language), std::move(anchors)};
}

TEST(TranslatedArticles, FolderOfALanguagePairsWhatItHolds) {
  EXPECT_THAT(translated_articles({article("de/prices.md", "de"), article("de/other.md", "de"),
                                   article("lv/prices.md", "lv"), article("fi/prices.md", "fi")}),
              ElementsAre(ElementsAre(0, 2, 3)));
}

TEST(TranslatedArticles, SuffixWithARegionPairs) {
  EXPECT_THAT(translated_articles({article("guide_de-DE.html", "de"), article("guide_lv-LV.html", "lv")}),
              ElementsAre(ElementsAre(0, 1)));
}

TEST(TranslatedArticles, OneNameInOneLanguageSaysNothing) {
  EXPECT_THAT(translated_articles({article("a/index.md", "de"), article("b/index.md", "de")}), IsEmpty());
  EXPECT_THAT(translated_articles({article("prices.md", "de"), article("sales.md", "lv")}), IsEmpty());
}

TEST(TranslatedArticles, SharedNumbersAndNamesPairWhatNamesDoNot) {
  const std::vector<std::uint64_t> first{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, second{11, 12, 13, 14, 15, 16, 17, 18, 19};
  EXPECT_THAT(translated_articles({article("kunden.txt", "de", first), article("ceny.txt", "cs", second),
                                   article("klienti.txt", "lv", first), article("preise.txt", "de", second)}),
              ElementsAre(ElementsAre(0, 2), ElementsAre(1, 3)));
}

TEST(TranslatedArticles, FewSharedNumbersPairNothing) {
  EXPECT_THAT(translated_articles({article("a.txt", "de", {1, 2}), article("b.txt", "lv", {1, 2})}), IsEmpty());
}

std::vector<SentenceFeatures> sentences(const std::vector<std::uint32_t>& lengths) {
  std::vector<SentenceFeatures> all;
  for (const std::uint32_t length : lengths) all.push_back({.letters = length, .first_of_block = true});
  return all;
}

TEST(SentenceAlignment, TranslationsGoOneToOne) {
  const SentenceAlignment found = align_sentences(sentences({40, 120, 15, 80}), sentences({44, 110, 17, 85}));
  EXPECT_THAT(found.pairs, ElementsAre(std::pair(0U, 0U), std::pair(1U, 1U), std::pair(2U, 2U), std::pair(3U, 3U)));
  EXPECT_GT(found.quality, kTranslations);
}

TEST(SentenceAlignment, OneSentenceMayBecomeTwo) {
  const SentenceAlignment found = align_sentences(sentences({60, 200, 30, 70}), sentences({62, 95, 104, 31, 72}));
  EXPECT_THAT(found.pairs, ElementsAre(std::pair(0U, 0U), std::pair(1U, 1U), std::pair(1U, 2U), std::pair(2U, 3U),
                                       std::pair(3U, 4U)));
}

TEST(SentenceAlignment, NumbersHoldSentencesTogetherWhereLengthsMislead) {
  auto left = sentences({50, 50, 50}), right = sentences({50, 50});
  left[1].anchors = right[0].anchors = {7, 8};
  left[2].anchors = right[1].anchors = {9};
  EXPECT_THAT(align_sentences(left, right).pairs, ElementsAre(std::pair(1U, 0U), std::pair(2U, 1U)));
}

TEST(SentenceAlignment, TextsThatAreNoTranslationsAreFoundOut) {
  EXPECT_LT(align_sentences(sentences({200, 15, 180, 20, 220, 10}), sentences({60, 70, 65, 60, 75, 62})).quality,
            kTranslations);
  EXPECT_EQ(align_sentences(sentences({10}), {}).quality, 0);
}

/// Candidates: 0 customer (en), 1 Debitor (de), 2 Kunde (de), 3 invoice (en).
TranslatedSegments segments_of_ten() {
  TranslatedSegments segments;
  segments.languages = {lang("de"), lang("en")};
  segments.present.assign(10, 0b11);
  segments.occurrences.resize(4);
  for (std::uint32_t s = 0; s < 10; ++s) {
    if (s < 8) segments.occurrences[0].push_back({s, 1});
    if (s < 7) segments.occurrences[1].push_back({s, 1});
    if (s >= 7 && s < 9) segments.occurrences[2].push_back({s, 1});
    if (s >= 8 || s < 3) segments.occurrences[3].push_back({s, 1});
  }
  return segments;
}

const std::vector<LanguageTag>& languages_of_four() {
  static const std::vector<LanguageTag> kLanguages{lang("en"), lang("de"), lang("de"), lang("en")};
  return kLanguages;
}

TEST(CorpusEvidence, TermsOfTheSameSentencesAreProposed) {
  const TranslatedSegments segments = segments_of_ten();
  const CorpusEvidence evidence(segments, languages_of_four(), 2);
  const auto companions = evidence.companions(0, lang("de"));
  ASSERT_EQ(companions.size(), 1U);
  EXPECT_EQ(companions[0].candidate, 1U);
  EXPECT_THAT(companions[0].witness.detail, HasSubstr("7x"));
  EXPECT_GT(companions[0].witness.strength, 0.8);
}

TEST(CorpusEvidence, JudgesWhatOthersPropose) {
  TranslatedSegments segments = segments_of_ten();
  EXPECT_GT(CorpusEvidence(segments, languages_of_four(), 1).judge(0, 1)->strength, 0.8);
  // Twice is not often enough to say that two terms do not belong together.
  EXPECT_FALSE(CorpusEvidence(segments, languages_of_four(), 1).judge(2, 3)->strength < 0);
  segments.occurrences[2] = {{7, 3}, {9, 5}};
  segments.occurrences[3] = {{0, 4}, {1, 4}};
  EXPECT_EQ(CorpusEvidence(segments, languages_of_four(), 1).judge(2, 3)->strength, -1);
}

TEST(CorpusEvidence, SentencesOfOneLanguageProveNothing) {
  TranslatedSegments segments = segments_of_ten();
  segments.present.assign(10, 0b01);
  segments.occurrences[0].clear();
  segments.occurrences[3].clear();
  const CorpusEvidence evidence(segments, languages_of_four(), 1);
  EXPECT_THAT(evidence.companions(1, lang("en")), IsEmpty());
  EXPECT_FALSE(evidence.judge(0, 1));
}

}  // namespace
}  // namespace termknit
