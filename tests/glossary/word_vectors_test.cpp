// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "glossary/alignment/combiner.h"
#include "glossary/vectors/vec_reader.h"
#include "glossary/vectors/vector_sets.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class VecReader : public testing::Test {
 protected:
  /// Words and their numbers: "Kunde 1 0".
  std::vector<std::string> read(const std::string& text, std::size_t most = 100) {
    folder_.write("a.vec", text);
    std::vector<std::string> lines;
    summary_ = read_vec(
        folder_.path() / "a.vec", most,
        [&](std::string_view word, std::span<const float> numbers) {
          std::string& line = lines.emplace_back(word);
          for (const float number : numbers) line += ' ' + std::to_string(static_cast<int>(number * 10));
        },
        [&](const Diagnostic& diagnostic) {
          said_.push_back(std::to_string(diagnostic.place.line) + ": " + diagnostic.message);
        });
    return lines;
  }
  TempFolder folder_;
  VecSummary summary_;
  std::vector<std::string> said_;
};

TEST_F(VecReader, TakesFilesWithAndWithoutAFirstLineOfCounts) {
  EXPECT_THAT(read("2 3\nKunde 0.1 -0.2 1e0\nPreis 0 0 0.5\n"), ElementsAre("Kunde 1 -2 10", "Preis 0 0 5"));
  EXPECT_THAT(read("Kunde 0.1 -0.2 1\r\nPreis 0 0 0.5 \n"), ElementsAre("Kunde 1 -2 10", "Preis 0 0 5"));
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(VecReader, TakesTheMostFrequentWordsOnly) {
  EXPECT_THAT(read("a 1 1\nb 1 1\nc 1 1\n", 2), ElementsAre("a 10 10", "b 10 10"));
}

TEST_F(VecReader, LinesThatAreNoneAreLeftOutAndTheFirstIsTold) {
  EXPECT_THAT(read("a 1 1\nb 1\nc 1 x\nd 1 nan\n\nf 1 1 1\n\xff 1 1\ng 1 1\nh 1 1\ni 1 1\nj 1 1\nk 1 1\n"),
              ElementsAre("a 10 10", "g 10 10", "h 10 10", "i 10 10", "j 10 10", "k 10 10"));
  EXPECT_EQ(summary_.skipped, 6);
  EXPECT_THAT(said_, ElementsAre(HasSubstr("2: has 1 numbers and not 2")));
}

TEST_F(VecReader, AnotherFileIsNoFileOfVectors) {
  for (const char* text : {"", "This is a letter.\nWith lines.\n", "1 2\n", "a 1\nb 2\n"})
    EXPECT_THROW(read(text), Error) << text;
  EXPECT_THROW(read(std::string(200'000, 'x')), Error);
  std::string wide = "w";
  for (std::size_t i = 0; i <= kMostDimensions; ++i) wide += " 1";
  EXPECT_THROW(read(wide), Error);
}

class Vectors : public testing::Test {
 protected:
  VectorSets add(const std::string& german, const std::string& english) {
    folder_.write("de.vec", german);
    folder_.write("en.vec", english);
    add_vector_set(folder_.path(), "wiki", {folder_.path() / "de.vec", folder_.path() / "en.vec"},
                   {lang("de"), lang("en")}, {});
    return VectorSets::open(folder_.path(), {});
  }
  TempFolder folder_;
};

TEST_F(Vectors, WordsOfOneSpaceAreComparedAcrossLanguages) {
  const VectorSets sets = add("Kunde 1 0 0\nDienst 0 1 0\n", "customer 2 0 0\nservice 0 3 0\nprice 0 0 1\n");
  EXPECT_NEAR(*sets.similarity(lang("de"), {"kunde"}, lang("en"), {"customer"}), 1, 0.001);
  EXPECT_NEAR(*sets.similarity(lang("de"), {"kunde"}, lang("en"), {"price"}), 0, 0.001);
  EXPECT_NEAR(*sets.similarity(lang("en"), {"customer service"}, lang("de"), {"kunde"}), std::sqrt(0.5), 0.01);
  EXPECT_NEAR(*sets.similarity(lang("de"), {"kunde"}, lang("de"), {"dienst"}), 0, 0.001);
}

TEST_F(Vectors, WhatHasNoVectorIsNotCompared) {
  const VectorSets sets = add("Kunde 1 0\nLeer 0 0\n", "customer 1 0\n");
  EXPECT_FALSE(sets.similarity(lang("de"), {"kunde"}, lang("en"), {"customer unknown"}));
  EXPECT_FALSE(sets.similarity(lang("de"), {"leer"}, lang("en"), {"customer"}));
  EXPECT_FALSE(sets.similarity(lang("de"), {"kunde"}, lang("fi"), {"asiakas"}));
  EXPECT_TRUE(sets.similarity(lang("de"), {"kunden", "kunde"}, lang("en"), {"customer"})) << "the second key";
}

TEST_F(Vectors, FilesOfTwoSpacesAreRefusedAndNothingIsLeft) {
  EXPECT_THROW(add("Kunde 1 0 0\n", "customer 1 0\n"), Error);
  EXPECT_THAT(list_vector_sets(folder_.path()), IsEmpty());
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "vectors"));
}

TEST_F(Vectors, DamagedFileIsSaidAndLeftOut) {
  add("Kunde 1 0\n", "customer 1 0\n");
  const auto file = folder_.path() / "vectors" / "wiki" / "de.vectors";
  write_file(file, read_file(file).substr(0, 90));
  std::vector<std::string> said;
  const VectorSets sets =
      VectorSets::open(folder_.path(), [&](const Diagnostic& diagnostic) { said.push_back(diagnostic.message); });
  EXPECT_THAT(said, ElementsAre(HasSubstr("damaged")));
  EXPECT_FALSE(sets.similarity(lang("de"), {"kunde"}, lang("en"), {"customer"}));
}

TEST_F(Vectors, SetsAreListedAndRemoved) {
  add("Kunde 1 0\nkunde 0 1\n", "customer 1 0\n");
  const auto all = list_vector_sets(folder_.path());
  ASSERT_EQ(all.size(), 1);
  EXPECT_EQ(all[0].words, 2) << "Kunde and kunde are one word";
  EXPECT_TRUE(remove_vector_set(folder_.path(), "wiki"));
  EXPECT_FALSE(remove_vector_set(folder_.path(), "wiki"));
  EXPECT_THROW(remove_vector_set(folder_.path(), "../x"), Error);
}

Equivalent answer(const char* term) {
  return {.term = term, .key = term, .witnesses = {{.kind = EvidenceKind::dictionary, .forward = 0.5}}};
}

TEST(Nearness, TheNearestAnswerKeepsItsConfidenceAndTheOthersLose) {
  std::vector<Equivalent> answers{answer("a"), answer("b"), answer("c")};
  const double before = log_odds({}, answers[0]);
  add_nearness(EvidenceKind::vectors, "v", {&answers[0], &answers[1], &answers[2]}, {0.4, 0.8, std::nullopt});
  EXPECT_LT(log_odds({}, answers[0]), before - 0.2);
  EXPECT_EQ(log_odds({}, answers[1]), before);
  EXPECT_EQ(log_odds({}, answers[2]), before) << "not compared";
  EXPECT_EQ(answers[0].witnesses.back().detail, "alike by 0.40; b by 0.80");
}

TEST(Nearness, OneAnswerAloneIsNotConfirmed) {
  std::vector<Equivalent> answers{answer("a"), answer("b")};
  add_nearness(EvidenceKind::contexts, "v", {&answers[0], &answers[1]}, {0.9, std::nullopt});
  EXPECT_EQ(answers[0].witnesses.size(), 1);
}

}  // namespace
}  // namespace termknit
