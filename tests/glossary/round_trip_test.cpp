// SPDX-License-Identifier: GPL-3.0-or-later
// Export, then import: the same termbase for every format that can carry it. docs/formats.md states what the others
// lose.

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/glossary_io.h"
#include "tests/support/command.h"
#include "tests/support/sample_glossary.h"
#include "tests/support/tbx_faults.h"

namespace termknit {
namespace {

using testing::IsEmpty;

const std::vector<GlossaryFormat> kTbxKinds{GlossaryFormat::tbx, GlossaryFormat::tbx_dct, GlossaryFormat::tbx_min,
                                            GlossaryFormat::tbx_core, GlossaryFormat::tbx2};

std::string exported(GlossaryFormat format, const std::vector<ConceptEntry>& entries) {
  return test::written(
      [&](std::FILE* file, GlossaryWriteOptions options) {
        return make_glossary_writer(format, file, std::move(options));
      },
      entries);
}

std::vector<ConceptEntry> imported(GlossaryFormat format, const std::string& bytes) {
  return test::read([&](const auto& file, const auto& options,
                        const auto& sink) { return read_glossary(file, format, options, sink); },
                    bytes)
      .entries;
}

// -- entries within what TBX-Basic has a place for

std::string ends_trimmed(const std::string& text) {
  return std::string(trim(text));
}
void trim_all(std::vector<std::string>& texts) {
  for (std::string& text : texts) text = ends_trimmed(text);
}
void make_unique(std::vector<std::string>& texts) {
  std::set<std::string> seen;
  std::erase_if(texts, [&](const std::string& text) { return !seen.insert(text).second; });
}
void trim_all(std::vector<SourcedText>& texts) {
  for (SourcedText& text : texts) text = {ends_trimmed(text.text), ends_trimmed(text.source)};
}
void name_references(std::vector<CrossReference>& references, const std::string& target) {
  for (CrossReference& reference : references)
    reference = {ends_trimmed("see " + ends_trimmed(reference.text)), target};
}
void name_transactions(std::vector<Transaction>& transactions) {
  for (Transaction& transaction : transactions) {
    transaction.responsibility = ends_trimmed(transaction.responsibility);
    transaction.target.clear();
  }
}

void fit_term(Term& term, const std::string& id) {
  term.id = id;
  term.designation = one_line_text(term.designation);
  if (term.part_of_speech == PartOfSpeech::proper_noun || term.part_of_speech == PartOfSpeech::function_word ||
      term.part_of_speech == PartOfSpeech::number)
    term.part_of_speech = PartOfSpeech::noun;
  term.geographical_usage = ends_trimmed(term.geographical_usage);
  if (!term.term_location.empty()) term.term_location = "menuItem";
  trim_all(term.customer_subsets);
  make_unique(term.customer_subsets);
  trim_all(term.project_subsets);
  make_unique(term.project_subsets);
  trim_all(term.contexts);
  term.source = ends_trimmed(term.source);
  name_references(term.cross_references, "c1");
  name_references(term.external_references, "https://example.org/?a=1&b=2");
  trim_all(term.notes);
  name_transactions(term.transactions);
  term.other.clear();
}

std::vector<ConceptEntry> basic_entries(unsigned seed, std::size_t count) {
  std::vector<ConceptEntry> entries = test::sample_entries(seed, count);
  for (ConceptEntry& entry : entries) {
    trim_all(entry.subject_fields);
    make_unique(entry.subject_fields);
    trim_all(entry.definitions);
    entry.source = ends_trimmed(entry.source);
    trim_all(entry.customer_subsets);
    make_unique(entry.customer_subsets);
    trim_all(entry.project_subsets);
    make_unique(entry.project_subsets);
    name_references(entry.cross_references, "c1");
    name_references(entry.external_references, "https://example.org/x");
    name_references(entry.graphics, "https://example.org/x.png");
    trim_all(entry.notes);
    name_transactions(entry.transactions);
    entry.other.clear();
    entry.revision = 0;
    for (LanguageSection& section : entry.languages) {
      trim_all(section.definitions);
      section.source = ends_trimmed(section.source);
      name_references(section.external_references, "https://example.org/y");
      name_references(section.graphics, "https://example.org/y.png");
      trim_all(section.notes);
      name_transactions(section.transactions);
      section.other.clear();
      std::size_t number = 0;
      for (Term& term : section.terms)
        fit_term(term, "t" + entry.id + section.language.str() + std::to_string(++number));
    }
    put_in_order(entry);
  }
  return entries;
}

TEST(RoundTrip, TbxBasicGivesBackWhatItHasAPlaceFor) {
  for (const GlossaryFormat format : {GlossaryFormat::tbx, GlossaryFormat::tbx_dct, GlossaryFormat::tbx2}) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
      const auto entries = basic_entries(seed, 20);
      const std::string text = exported(format, entries);
      EXPECT_THAT(test::tbx_faults(text), IsEmpty()) << format_name(format);
      EXPECT_EQ(test::difference(entries, imported(format, text)), "") << format_name(format) << " seed " << seed;
    }
  }
}

TEST(RoundTrip, FormatsWithAPlaceForEverythingLoseNothing) {
  const auto entries = test::sample_entries(7, 40);
  for (const GlossaryFormat format :
       {GlossaryFormat::csv, GlossaryFormat::tsv, GlossaryFormat::xlsx, GlossaryFormat::jsonl})
    EXPECT_EQ(test::difference(entries, imported(format, exported(format, entries))), "") << format_name(format);
}

TEST(RoundTrip, WhatADialectLosesItLosesOnce) {
  for (const GlossaryFormat format : kTbxKinds) {
    const auto entries = test::sample_entries(3, 20);
    const auto once = imported(format, exported(format, entries));
    const auto twice = imported(format, exported(format, once));
    EXPECT_EQ(test::difference(once, twice), "") << format_name(format);
  }
}

TEST(RoundTrip, AnyTermbaseMakesValidTbxOfEveryKind) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    for (const GlossaryFormat format : kTbxKinds)
      EXPECT_THAT(test::tbx_faults(exported(format, test::sample_entries(seed, 20))), IsEmpty())
          << format_name(format) << " seed " << seed;
  }
}

TEST(RoundTrip, TheSameEntriesMakeTheSameBytes) {
  const auto entries = test::sample_entries(5, 20);
  for (int i = 0; i <= static_cast<int>(GlossaryFormat::skos); ++i) {
    const auto format = static_cast<GlossaryFormat>(i);
    EXPECT_EQ(exported(format, entries), exported(format, entries)) << format_name(format);
  }
}

TEST(RoundTrip, EveryKindOfTbxPassesTheOfficialSchemas) {
  const auto shared = test::shared_folder();
  if (shared.empty()) GTEST_SKIP() << "no ../shared here";
  const test::TempFolder folder;
  std::vector<std::string> command{(shared / "tbx/validate").string(), "--compat"};
  for (const GlossaryFormat format : kTbxKinds) {
    const std::string kind(format_name(format));
    for (const auto& [name, entries] :
         {std::pair{kind + "-any.tbx", test::sample_entries(11, 30)}, {kind + "-basic.tbx", basic_entries(12, 30)}}) {
      folder.write(name, exported(format, entries));
      command.push_back(name);
    }
    for (const char* sample : {"official/valid/v3-basic-dca_TBXsample1.tbx", "real/medtronic-v3-basic-dct.tbx",
                               "real/microsoft-termcollection-ug-excerpt.tbx", "real/termweb-suse-de.tbx.xml"}) {
      const std::string name = kind + "-" + std::filesystem::path(sample).filename().string();
      const auto entries = imported(GlossaryFormat::tbx, read_file(shared / "tbx/samples" / sample));
      folder.write(name, exported(format, entries));
      command.push_back(name);
    }
  }
  const auto result = test::run_program(folder.path(), command);
  if (result.exit_code == 2) GTEST_SKIP() << "jing or Saxon is not installed";
  if (result.out.find("Unable to locate") != std::string::npos)
    GTEST_SKIP() << "jing is installed without its libraries";
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

}  // namespace
}  // namespace termknit
