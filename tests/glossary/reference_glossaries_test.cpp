// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/reference_glossaries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/command.h"
#include "tests/support/entries.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::entry;
using test::lang;
using test::language_resources;
using testing::ElementsAre;
using testing::SizeIs;

class References : public testing::Test {
 protected:
  void write(const char* name, const ConceptEntry& with) {
    const auto file = ReferenceGlossaries::file_of(folder_.path(), name);
    std::filesystem::create_directories(file.parent_path());
    Termbase::open(file, language_resources(), true).add(with, "me");
  }
  ReferenceGlossaries open() {
    return ReferenceGlossaries::open(folder_.path(), language_resources(),
                                     [this](const Diagnostic& d) { told_.push_back(d.message); });
  }
  test::TempFolder folder_;
  std::vector<std::string> told_;
};

TEST_F(References, AnswerTogetherEachByItsName) {
  EXPECT_TRUE(open().empty());
  write("zoo", entry("a", {{"en", "customer"}, {"de", "Kunde"}}));
  write("agency", entry("b", {{"en", "customer"}}));
  EXPECT_THAT(ReferenceGlossaries::list(folder_.path()), ElementsAre("agency", "zoo"));
  const ReferenceGlossaries all = open();
  const auto hits = all.look_up(lang("en"), "customers");
  ASSERT_THAT(hits, SizeIs(2));
  EXPECT_EQ(hits[0].glossary, "agency");
  EXPECT_EQ(hits[1].glossary, "zoo");
  EXPECT_EQ(all.find(hits[1])->languages.size(), 2U);
  EXPECT_TRUE(all.has_key(lang("de"), {"kunde"}));
}

TEST_F(References, ADamagedOneIsSaidAndTheOthersAnswer) {
  write("good", entry("a", {{"en", "customer"}}));
  folder_.write("glossaries/bad.db", "no database at all, only some text that is long enough");
  EXPECT_THAT(open().look_up(lang("en"), "customer"), SizeIs(1));
  EXPECT_THAT(told_, SizeIs(1));
}

TEST_F(References, NamesAreFileNames) {
  for (const char* name : {"", "../x", "a/b", ".hidden", "-x"}) {
    EXPECT_EQ(test::kind_of([&] { ReferenceGlossaries::file_of(folder_.path(), name); }), ErrorKind::usage) << name;
  }
}

}  // namespace
}  // namespace termknit
