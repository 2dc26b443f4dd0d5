// SPDX-License-Identifier: GPL-3.0-or-later
// The project's own tables of compounds and multiword terms, at the figures they must keep
// (tools/measure_multiword.py and SHARED/eval/score_compounds.py print them in full).

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/tsv.h"
#include "language/citation_form.h"
#include "language/text.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::language_resources;

std::vector<std::pair<std::string, std::string>> rows(const std::string& table) {
  std::vector<std::pair<std::string, std::string>> out;
  std::ifstream file(test::source_folder() / "tests/data" / table);
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (line.empty() || line[0] == '#' || tab == line.npos) continue;
    out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return out;
}

TEST(OwnTables, GermanCompoundsAreCutWhereTheyWereJoined) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  int right = 0, all = 0;
  std::string wrong;
  for (const auto& [word, expected] : rows("compounds/de.tsv")) {
    std::string parts;
    for (const CompoundPart& part : language_resources().analyze_word(lang("de"), word)->parts)
      parts += (parts.empty() ? "" : " ") + to_lower(part.surface);
    const bool same = (parts.empty() ? to_lower(word) : parts) == to_lower(expected);
    right += same;
    ++all;
    if (!same) wrong += word + " (" + parts + ") ";
  }
  ASSERT_GT(all, 500);
  EXPECT_GE(right, 0.97 * all) << wrong;
}

class MultiwordTerms : public testing::TestWithParam<const char*> {};

TEST_P(MultiwordTerms, AreCitedAsADictionaryPrintsThem) {
  const std::string code = GetParam();
  if (!test::has_dictionary(code.c_str())) GTEST_SKIP() << "no dictionary for " << code;
  std::map<std::string, std::vector<ObservedVariant>> terms;
  for (const auto& [form, citation] : rows("multiword/" + code + ".tsv")) {
    ObservedVariant variant{.words = {}, .count = 1};
    for (const std::string_view word : split(form, ' ')) variant.words.emplace_back(word);
    if (form != citation) terms[citation].push_back(std::move(variant));
  }
  ASSERT_GT(terms.size(), 80U);
  std::size_t right = 0;
  std::string wrong;
  for (const auto& [citation, oblique] : terms) {
    const std::string made = citation_form(language_resources(), lang(code.c_str()), oblique);
    right += made == citation;
    if (made != citation) wrong += made + " for " + citation + "; ";
  }
  EXPECT_GE(static_cast<double>(right), 0.95 * static_cast<double>(terms.size())) << wrong;
}

INSTANTIATE_TEST_SUITE_P(Languages, MultiwordTerms, testing::Values("cs", "lv", "fi"),
                         [](const auto& test_case) { return std::string(test_case.param); });

}  // namespace
}  // namespace termknit
