// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_exceptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/command.h"

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct ReadExceptions {
  explicit ReadExceptions(const std::string& text) {
    const test::TempFolder folder;
    folder.write("exceptions.tsv", text);
    exceptions.read(folder.path() / "exceptions.tsv",
                    [this](const Diagnostic& told) { lines.push_back(told.place.line); });
  }
  WordExceptions exceptions;
  std::vector<std::uint64_t> lines;
};

TEST(WordExceptions, AreFoundFoldedAndInTheirOrder) {
  const ReadExceptions read("# better: good\nBesser\tgut | wohl\nKo\xCC\x88nige\tK\xC3\xB6nig\n");
  EXPECT_THAT(read.exceptions.lemmas("besser"), ElementsAre("gut", "wohl"));
  EXPECT_THAT(read.exceptions.lemmas("könige"), ElementsAre("König")) << "written as letter and mark";
  EXPECT_THAT(read.exceptions.lemmas("gut"), IsEmpty());
  EXPECT_THAT(read.lines, IsEmpty());
}

TEST(WordExceptions, OfAnotherShapeAreNamedByTheirLine) {
  const ReadExceptions read("besser\tgut\nmehr\nweniger\t | \n\tviel\n");
  EXPECT_THAT(read.lines, ElementsAre(2, 3));
  EXPECT_THAT(read.exceptions.lemmas("mehr"), IsEmpty());
  EXPECT_THAT(read.exceptions.lemmas("weniger"), IsEmpty());
  EXPECT_THAT(read.exceptions.lemmas("besser"), ElementsAre("gut"));
}

TEST(WordExceptions, AreNoneWithoutTheFile) {
  WordExceptions exceptions;
  exceptions.read("/nowhere/exceptions.tsv", {});
  EXPECT_THAT(exceptions.lemmas("besser"), IsEmpty());
}

}  // namespace
}  // namespace termknit
