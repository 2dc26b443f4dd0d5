// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analysis_codec.h"

#include <gtest/gtest.h>

namespace termknit {
namespace {

const WordAnalysis kCompound{.lemmas = {"Kundenzufriedenheit", "", "ganz anders"},
                             .parts = {{"Kunden", "Kunde"}, {"zufriedenheit", "Zufriedenheit"}},
                             .parts_of_speech = {PartOfSpeech::noun, PartOfSpeech::other},
                             .gender = Gender::feminine,
                             .source = AnalysisSource::compound};

TEST(AnalysisCodec, GivesBackWhatItWasGiven) {
  const WordAnalysis plain{.lemmas = {"x"}};
  const WordAnalysis odd{.lemmas = {std::string(300, 'l'), "Kundenzufriedenheiten"},
                         .parts = {{"no part of the form", ""}, {std::string(200, 's'), "x"}, {"", "y"}},
                         .gender = Gender::other,
                         .source = AnalysisSource::exception};
  for (const WordAnalysis& analysis : {kCompound, plain, odd}) {
    for (const char* form : {"Kundenzufriedenheit", "Kundenzufriedenheiten", "x", ""})
      EXPECT_EQ(decode_analysis(form, encode_analysis(form, analysis)), analysis) << form;
  }
}

TEST(AnalysisCodec, DoesNotRepeatWhatTheFormSays) {
  const WordAnalysis regular{.lemmas = {"Kundenzufriedenheit"},
                             .parts = {{"Kunden", "Kunde"}, {"zufriedenheiten", "zufriedenheit"}}};
  EXPECT_LE(encode_analysis("Kundenzufriedenheiten", regular).size(), 14U);
}

TEST(AnalysisCodec, TakesNoOtherBytesForAnAnalysis) {
  const std::string_view form = "Kundenzufriedenheit";
  const std::string whole = encode_analysis(form, kCompound);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(decode_analysis(form, whole.substr(0, size)), std::nullopt) << size;
  EXPECT_EQ(decode_analysis(form, whole + "x"), std::nullopt);
  EXPECT_EQ(decode_analysis("Kunde", whole), std::nullopt) << "of a longer form";
  EXPECT_EQ(decode_analysis(form, std::string(40, '\xFF')), std::nullopt) << "numbers without an end";
  EXPECT_EQ(decode_analysis(form, std::string(40, '\0')), std::nullopt) << "no lemma";
}

}  // namespace
}  // namespace termknit
