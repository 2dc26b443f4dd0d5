// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/form_filter.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

namespace fs = std::filesystem;

TEST(FormFilter, HasNoWrongNoAndFewWrongYes) {
  FormFilter filter;
  for (int i = 0; i < 100'000; ++i) filter.add("form" + std::to_string(i));
  int wrong_yes = 0;
  for (int i = 0; i < 100'000; ++i) {
    ASSERT_TRUE(filter.may_contain("form" + std::to_string(i)));
    wrong_yes += filter.may_contain("other" + std::to_string(i));
  }
  EXPECT_LT(wrong_yes, 1000);
}

TEST(FormFilter, KnowsAFormBehindAPrefixOfItsClassOnly) {
  FormFilter filter;
  filter.add("zahlen", "m");
  filter.add("haus");
  filter.set_prefixes({{'m', "be"}, {'m', "ab"}, {'n', "un"}});
  EXPECT_TRUE(filter.may_contain("bezahlen"));
  EXPECT_TRUE(filter.may_contain("abzahlen"));
  EXPECT_TRUE(filter.may_contain("zahlen"));
  EXPECT_FALSE(filter.may_contain("unzahlen"));
  EXPECT_FALSE(filter.may_contain("behaus"));
  EXPECT_FALSE(filter.may_contain(""));
}

TEST(FormFilter, KnowsHowFormsBegin) {
  FormFilter filter;
  filter.set_longest_beginning(16);
  filter.add_beginnings("leistung");
  filter.set_prefixes({{'m', "be"}});
  for (const char* beginning : {"", "l", "leis", "leistu", "leistung", "beleistu"})
    EXPECT_TRUE(filter.may_begin(beginning)) << beginning;
  EXPECT_TRUE(filter.may_begin("leisx")) << "lengths between are not looked at";
  EXPECT_FALSE(filter.may_begin("leisxy"));
  EXPECT_FALSE(filter.may_begin("beleisxy"));
}

TEST(FormFilter, SaysNothingOfBeginningsThatAreNotNoted) {
  FormFilter filter;
  filter.set_longest_beginning(6);
  filter.add_beginnings("leistung");
  EXPECT_FALSE(filter.may_begin("leisxy"));
  EXPECT_TRUE(filter.may_begin("leistuxy"));
  EXPECT_TRUE(FormFilter().may_begin("xyxy"));
}

TEST(FormFilter, LooksAtSeveralFormsAtOnce) {
  FormFilter filter;
  filter.add("haus");
  filter.add("zahlen", "m");
  filter.set_prefixes({{'m', "be"}});
  const auto any = [&](std::vector<std::string_view> forms) { return filter.may_contain_any(forms); };
  EXPECT_TRUE(any({"xyz", "haus"}));
  EXPECT_TRUE(any({"xyz", "bezahlen"}));
  EXPECT_FALSE(any({"xyz", "behaus", ""}));
  EXPECT_FALSE(any({}));
}

TEST(FormFilter, IsKeptAndReadAgainForTheSameDictionaryOnly) {
  const test::TempFolder folder;
  const fs::path file = folder.path() / "de.forms";
  FormFilter filter;
  filter.add("kunde");
  filter.save(file, 7);
  const auto loaded = FormFilter::load(file, 7);
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(loaded->may_contain("kunde"));
  EXPECT_FALSE(loaded->may_contain("xyz"));
  EXPECT_FALSE(FormFilter::load(file, 8)) << "another dictionary";
  EXPECT_FALSE(FormFilter::load(folder.path() / "none", 7));
}

TEST(FormFilter, ADamagedFileIsNotUsed) {
  const test::TempFolder folder;
  const fs::path file = folder.path() / "de.forms";
  FormFilter().save(file, 7);
  std::string bytes = read_file(file);
  bytes[bytes.size() / 2] ^= 1;
  write_file(file, bytes);
  EXPECT_THROW(FormFilter::load(file, 7), Error);
  write_file(file, bytes.substr(0, 100));
  EXPECT_THROW(FormFilter::load(file, 7), Error);
}

}  // namespace
}  // namespace termknit
