// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/context_vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termknit {
namespace {

// Words 0 to 13 are of the first language and 14 to 27 of the second: 0 and 1 are asked about, 2 to 7 is the company
// of 0, 8 to 13 that of 1; what stands in the other language is 14 higher.
constexpr std::uint32_t kWords = 14;

std::vector<ContextVectors::Paragraph> paragraphs(int times) {
  std::vector<ContextVectors::Paragraph> all;
  for (int i = 0; i < times; ++i) {
    for (const std::uint32_t language : {0U, kWords}) {
      for (const std::uint32_t word : {0U, 1U}) {
        // Two of its six companions at a time.
        const std::uint32_t first = 2 + 6 * word + static_cast<std::uint32_t>(i % 5);
        all.push_back({language + word, language + first, language + first + 1});
      }
    }
  }
  return all;
}

ContextVectors vectors(int times) {
  std::vector<std::uint32_t> languages(2 * kWords);
  std::fill(languages.begin() + kWords, languages.end(), 1U);
  return {paragraphs(times), languages, std::vector<bool>(2 * kWords, true)};
}

std::optional<std::uint32_t> carry_all(std::uint32_t word) {
  return word < kWords ? word + kWords : word - kWords;
}

TEST(ContextVectors, TermsOfTheSameCompanyAreAlike) {
  const ContextVectors found = vectors(40);
  EXPECT_NEAR(*found.similarity(0, kWords, carry_all), 1, 0.01);
  EXPECT_LT(*found.similarity(0, kWords + 1, carry_all), 0.01);
  EXPECT_NEAR(*found.similarity(kWords + 1, 1, carry_all), 1, 0.01) << "in the other direction as well";
}

TEST(ContextVectors, RareTermsHaveNoCompany) {
  EXPECT_FALSE(vectors(static_cast<int>(kLeastForContexts) - 1).similarity(0, kWords, carry_all));
  EXPECT_FALSE(ContextVectors().similarity(0, 1, carry_all));
}

TEST(ContextVectors, CompanyThatCannotBeCarriedOverSaysNothing) {
  const auto carry_few = [](std::uint32_t word) { return word < 5 ? carry_all(word) : std::nullopt; };
  EXPECT_FALSE(vectors(40).similarity(0, kWords, carry_few));
}

}  // namespace
}  // namespace termknit
