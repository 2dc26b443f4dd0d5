// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_list.h"

#include <vector>

#include <gtest/gtest.h>

namespace termknit {
namespace {

std::vector<Diagnostic> told(std::string_view bytes, const std::string& encoding = "UTF-8") {
  std::vector<Diagnostic> all;
  check_word_list(bytes, "xx.dic", encoding, [&](const Diagnostic& diagnostic) { all.push_back(diagnostic); });
  return all;
}

Place refusal(std::string_view bytes) {
  try {
    told(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::malformed);
    return error.place();
  }
  return {"nothing was refused"};
}

std::string words(int count, const std::string& word) {
  std::string list = std::to_string(count) + "\n";
  for (int i = 0; i < count; ++i) list += word + "/A\n";
  return list;
}

TEST(WordList, SaysNothingOfAWholeOne) {
  EXPECT_TRUE(told(words(100, "käse")).empty());
  EXPECT_TRUE(told(words(100, "k\xE4se"), "ISO8859-1").empty());
}

TEST(WordList, NamesTheLineWhereItWasCutOff) {
  const std::string whole = words(100, "wort");
  const auto all = told(std::string_view(whole).substr(0, whole.size() / 2));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].place.file, "xx.dic");
  EXPECT_NEAR(static_cast<double>(all[0].place.line), 50, 2);
  EXPECT_NE(all[0].message.find("of 100 words"), std::string::npos) << all[0].message;
}

TEST(WordList, IsRefusedInAnotherEncodingWithTheFirstSuchLine) {
  EXPECT_EQ(refusal("4\nrind\nk\xE4se\nk\xFC"
                    "che\nl\xF6we\n"),
            (Place{"xx.dic", 3}));
}

TEST(WordList, ReportsASingleUnreadableWord) {
  std::string list = words(100, "wort");
  list.insert(list.find('\n') + 1, "k\xE4se\n");
  const auto all = told(list);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].place.line, 2U);
}

TEST(WordList, IsRefusedWithoutACountOrWords) {
  EXPECT_EQ(refusal(""), (Place{"xx.dic", 1}));
  EXPECT_EQ(refusal("wort\nwort\n"), (Place{"xx.dic", 1}));
  EXPECT_EQ(refusal("12"), (Place{"xx.dic", 1}));
  EXPECT_EQ(refusal("1\n"), (Place{"xx.dic", 1}));
}

}  // namespace
}  // namespace termknit
