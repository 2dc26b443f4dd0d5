// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/jsonl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/tsv.h"
#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::read;
using test::summary;
using test::written;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Jsonl, GivesBackEverythingThatIsWritten) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto entries = test::sample_entries(seed, 30);
    const std::string text = written(make_jsonl_writer, entries);
    EXPECT_EQ(split(text, '\n').size(), entries.size() + 1);
    const auto result = read(read_jsonl, text);
    EXPECT_EQ(test::difference(entries, result.entries), "") << "seed " << seed;
    EXPECT_THAT(result.repairs, IsEmpty());
  }
}

TEST(Jsonl, SkipsLinesThatAreNoEntries) {
  const std::string good = written(make_jsonl_writer, {test::pair_entry("c1", "Kunde", "customer")});
  const auto result = read(read_jsonl, "\n{\"id\":\n" + good + "[]\n{\"id\":\"c2\"}\n" + good);
  EXPECT_EQ(summary(result.entries), "c1: de Kunde; en customer\nc1: de Kunde; en customer\n");
  EXPECT_THAT(result.repairs,
              ElementsAre(HasSubstr("2: line 2: "), HasSubstr("4: line 4: "), "5: line 5: no term; skipped"));
}

TEST(Jsonl, RefusesAFileWithoutAnyEntry) {
  EXPECT_THROW(read(read_jsonl, "de,en\nKunde,customer\n"), Error);
  EXPECT_THAT(read(read_jsonl, "").entries, IsEmpty());
}

TEST(Jsonl, IsSoundForTextThatNoImportLetsIn) {
  const auto entry = test::pair_entry("c1", "a\x01\x1B[2J\r]]>--\"<&'", "b\xC0\xAF");
  EXPECT_EQ(read(read_jsonl, written(make_jsonl_writer, {entry})).entries.size(), 1U);
}

TEST(Jsonl, LetsNeitherControlCharactersNorUnknownNumbersIn) {
  const auto result =
      read(read_jsonl,
           "{\"id\":\"a\",\"languages\":[{\"lang\":\"de\",\"terms\":[{\"term\":\"K\\u0000u\\u202end\"}]}]}\n"
           "{\"id\":\"b\",\"languages\":[{\"lang\":\"de\",\"terms\":[{\"term\":\"x\",\"pos\":99}]}]}\n");
  EXPECT_EQ(summary(result.entries), "a: de Kund\n");
  EXPECT_THAT(result.repairs, ElementsAre(HasSubstr("'99' is none of noun, proper noun")));
}

}  // namespace
}  // namespace termknit
