// SPDX-License-Identifier: GPL-3.0-or-later
// `extract` as a user meets it.

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"

namespace termknit::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const char* const kTurbine =
    "A wind turbine turns wind into electricity. The rotor of the wind turbine has three blades, and the nacelle of "
    "the "
    "wind turbine holds the gearbox. The gearbox turns the generator. When the gearbox fails, the rotor of the turbine "
    "stands still, and the nacelle has to be opened. The owner sends a dear letter about the nacelle to the maker of "
    "the "
    "gearbox. A dear letter is a dear letter. The blades are made of glass fibre.\n";

class Extract : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("articles/a.txt", kTurbine);
    ASSERT_EQ(tk({"index", "articles", "--lang", "en"}).exit_code, 0);
  }
  CommandResult tk(const std::vector<std::string>& arguments) { return run(folder_.path(), arguments); }
  TempFolder folder_;
};

TEST_F(Extract, PrintsTheColumnsOfTheContract) {
  const CommandResult result = tk({"extract", "--tsv"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("rank\tlang\tterm\tscore\tfrequency\tarticles\tforms\tknown\n1\ten\t"));
  EXPECT_THAT(result.out, HasSubstr("\twind turbine\t"));
}

TEST_F(Extract, NeverListsAgainWhatWasRefused) {
  ASSERT_THAT(tk({"extract", "--tsv"}).out, HasSubstr("\tgearbox\t"));
  EXPECT_EQ(tk({"extract", "--reject", "en:gearbox"}).exit_code, 0);
  EXPECT_THAT(tk({"extract", "--tsv", "--all"}).out, Not(HasSubstr("\tgearbox\t")));
  EXPECT_EQ(tk({"undo"}).exit_code, 0);
  EXPECT_THAT(tk({"extract", "--tsv"}).out, HasSubstr("\tgearbox\t"));
}

TEST_F(Extract, MarksKnownTermsWithTheirStatus) {
  ASSERT_EQ(tk({"add", "en:nacelle", "--status", "preferred"}).exit_code, 0);
  const CommandResult result = tk({"extract", "--json"});
  std::istringstream lines(result.out);
  bool found = false;
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json object = nlohmann::json::parse(line);
    EXPECT_EQ(object["known"], object["term"] == "nacelle" ? "preferred" : "") << line;
    found = found || object["term"] == "nacelle";
  }
  EXPECT_TRUE(found);
}

TEST_F(Extract, TakesWhatReferenceTextsUseForGeneralLanguage) {
  std::string letters;
  for (int i = 0; i < 40; ++i) letters += "We thank you for your dear letter about the gearbox.\n\n";
  folder_.write("letters/b.txt", letters);
  const auto rank = [&](const std::vector<std::string>& arguments, const std::string& term) {
    const CommandResult result = tk(arguments);
    const std::size_t at = result.out.find("\t" + term + "\t");
    return at == std::string::npos ? 1000
                                   : std::count(result.out.begin(), result.out.begin() + static_cast<long>(at), '\n');
  };
  EXPECT_LT(rank({"extract", "--tsv", "--all"}, "gearbox"),
            rank({"extract", "--tsv", "--all", "--reference", "letters"}, "gearbox"));
}

TEST_F(Extract, SaysSoWhenThereIsTooLittleText) {
  EXPECT_THAT(tk({"extract"}).err, HasSubstr("too little to tell terms from other words"));
}

TEST_F(Extract, WithoutAnIndexFindsNothing) {
  TempFolder empty;
  EXPECT_EQ(run(empty.path(), {"extract"}).exit_code, 1);
}

}  // namespace
}  // namespace termknit::test
