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

TEST(HeadwordRule, RefusesWhatIsNoRule) {
  EXPECT_FALSE(parse_headword_rule({"lietv5", "-", "s", "e"}));
  EXPECT_FALSE(parse_headword_rule({"lietv5", "-", "stem:", "e"}));
  EXPECT_FALSE(parse_headword_rule({"lietv5", "-", "stem:s"}));
  EXPECT_FALSE(parse_headword_rule({"", "-", "stem:s", "e"}));
}

}  // namespace
}  // namespace termknit
