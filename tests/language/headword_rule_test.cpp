// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/headword_rule.h"

#include <gtest/gtest.h>

namespace termknit {
namespace {

HeadwordRule rule(std::string_view tag, std::string_view inflection, std::string_view part, std::string_view ending) {
  const auto parsed = parse_headword_rule({tag, inflection, part, ending});
  EXPECT_TRUE(parsed);
  return parsed.value_or(HeadwordRule{});
}

TEST(HeadwordRule, ReplacesTheEndOfTheStem) {
  const HeadwordRule feminine = rule("lietv5", "-", "stem:s", "e");
  EXPECT_EQ(feminine.apply("prezidentes", "prezidents", "lietv5r", "vpg"), "prezidente");
  EXPECT_FALSE(feminine.apply("kastes", "kaste", "lietv5r", "vpg")) << "the stem ends in another letter";
  EXPECT_FALSE(feminine.apply("prezidenta", "prezidents", "lietv1r", "vpg")) << "another class";
}

TEST(HeadwordRule, ReplacesFromTheLastInfixOfTheForm) {
  const HeadwordRule diminutive = rule("lietv1", "?d", "form:iņ", "iņš");
  EXPECT_EQ(diminutive.apply("galdiņiem", "galds", "lietv1r", "ddd"), "galdiņš");
  EXPECT_FALSE(diminutive.apply("galdiem", "galds", "lietv1r", "dpd")) << "no diminutive";
  EXPECT_FALSE(diminutive.apply("iņa", "is", "lietv1r", "vdg")) << "nothing in front of the infix";
  EXPECT_FALSE(diminutive.apply("galdiņiem", "galds", "lietv1r", "")) << "no inflection given";
}

TEST(HeadwordRule, ReplacesTheEndOfTheForm) {
  const HeadwordRule action = rule("-", "-", "end:imų", "imas");
  EXPECT_EQ(action.apply("pardavimų", "davė", "", ""), "pardavimas");
  EXPECT_FALSE(action.apply("pardavimo", "davė", "", ""));
}

TEST(HeadwordRule, HoldsUnderItsConditions) {
  const auto participle = parse_headword_rule({"-", "-", "stem:a", "ad", "form:ade flags:P beside"});
  ASSERT_TRUE(participle);
  EXPECT_TRUE(participle->beside);
  EXPECT_EQ(participle->apply("ökade", "öka", "", "", "P"), "ökad");
  EXPECT_FALSE(participle->apply("ökar", "öka", "", "", "P")) << "another end of the form";
  EXPECT_FALSE(participle->apply("ökade", "öka", "", "", "D")) << "made by another flag";
  EXPECT_FALSE(participle->apply("ökade", "öka", "", "", "")) << "made by none";
  const auto plain_too = parse_headword_rule({"-", "-", "end:en", "ený", "known flags:-TC"});
  ASSERT_TRUE(plain_too);
  EXPECT_TRUE(plain_too->known);
  EXPECT_EQ(plain_too->apply("uveden", "uveden", "", "", ""), "uvedený");
  EXPECT_EQ(plain_too->apply("zjištěn", "zjistit", "", "", "C"), std::nullopt) << "ě is another letter";
}

TEST(HeadwordRule, NamesTheWordThatMustExistToo) {
  const auto comparative = parse_headword_rule({"-", "-", "stem:*", "", "form:er flags:R also:est"});
  ASSERT_TRUE(comparative);
  EXPECT_EQ(comparative->apply("greater", "great", "", "", "R"), "great");
  EXPECT_EQ(comparative->also_word("greater"), "greatest");
}

TEST(HeadwordRule, RefusesWhatIsNoRule) {
  EXPECT_FALSE(parse_headword_rule({"-", "-", "stem:s", "e", "sometimes"}));
  EXPECT_FALSE(parse_headword_rule({"lietv5", "-", "s", "e"}));
  EXPECT_FALSE(parse_headword_rule({"lietv5", "-", "stem:", "e"}));
  EXPECT_FALSE(parse_headword_rule({"lietv5", "-", "stem:s"}));
  EXPECT_FALSE(parse_headword_rule({"", "-", "stem:s", "e"}));
}

}  // namespace
}  // namespace termknit
