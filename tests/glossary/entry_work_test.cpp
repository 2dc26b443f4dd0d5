// SPDX-License-Identifier: GPL-3.0-or-later
// Merging, splitting, comparing entries and glossaries.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/entries/glossary_diff.h"
#include "glossary/entries/three_way_merge.h"
#include "glossary/termbase/conflicts.h"
#include "glossary/termbase/duplicates.h"
#include "glossary/termbase/termbase_work.h"
#include "tests/support/command.h"
#include "tests/support/entries.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::entry;
using test::kind_of;
using test::lang;
using test::language_resources;
using test::term;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

std::vector<std::string> designations(const ConceptEntry& of) {
  std::vector<std::string> all;
  for (const LanguageSection& section : of.languages) {
    for (const Term& t : section.terms) all.push_back(section.language.str() + ":" + t.designation);
  }
  return all;
}

ConceptEntry numbered_entry(int number) {
  const std::string text = std::to_string(number);
  return entry(text, {{"de", ("Wort" + text).c_str()}});
}

TEST(MergeEntries, FusesEqualTermsAndLosesNothing) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  ConceptEntry a = entry("a", {{"de", "Kunde"}, {"en", "customer"}});
  a.definitions = {{"who buys", ""}};
  a.source = "ours";
  term(a, "de", "Kunde").part_of_speech = PartOfSpeech::noun;
  term(a, "de", "Kunde").status = AdministrativeStatus::preferred;
  ConceptEntry b = entry("b", {{"de", "Kunden"}, {"de", "Abnehmer"}, {"lv", "klients"}});
  b.definitions = {{"who buys", ""}, {"another", ""}};
  b.source = "theirs";
  b.cross_references = {{"", "a"}, {"", "z"}};
  term(b, "de", "Kunden").status = AdministrativeStatus::admitted;
  term(b, "de", "Kunden").notes = {"plural"};
  term(b, "de", "Kunden").contexts = {{"Die Kunden.", "x"}};
  const ConceptEntry merged = merge_entries({a, b}, language_resources());
  EXPECT_EQ(merged.id, "a");
  EXPECT_THAT(designations(merged), ElementsAre("de:Kunde", "de:Abnehmer", "en:customer", "lv:klients"));
  EXPECT_THAT(merged.definitions, SizeIs(2));
  EXPECT_THAT(merged.notes, ElementsAre("source in b: theirs"));
  EXPECT_THAT(merged.cross_references, ElementsAre(CrossReference{"", "z"}));
  const Term& kunde = merged.languages[0].terms[0];
  EXPECT_EQ(kunde.status, AdministrativeStatus::preferred);
  EXPECT_THAT(kunde.contexts, SizeIs(1));
  EXPECT_THAT(kunde.notes, UnorderedElementsAre("plural", "also written: Kunden", "status in b: admitted"));
}

TEST(MergeEntries, KeepsHomonymsOfAnotherPartOfSpeech) {
  ConceptEntry a = entry("a", {{"en", "round"}}), b = a;
  b.id = "b";
  term(a, "en", "round").part_of_speech = PartOfSpeech::noun;
  term(b, "en", "round").part_of_speech = PartOfSpeech::verb;
  EXPECT_THAT(merge_entries({a, b}, language_resources()).languages[0].terms, SizeIs(2));
}

TEST(SplitEntry, MovesTermsWithTheirSection) {
  ConceptEntry whole = entry("a", {{"de", "Bank"}, {"de", "Sitzbank"}, {"lv", "sols"}});
  whole.subject_fields = {"furniture"};
  whole.languages[1].notes = {"Latvian"};
  const SplitEntry split = split_entry(whole, {{lang("de"), "Sitzbank"}, {lang("lv"), "sols"}});
  EXPECT_THAT(designations(split.rest), ElementsAre("de:Bank"));
  EXPECT_THAT(designations(split.moved), ElementsAre("de:Sitzbank", "lv:sols"));
  EXPECT_THAT(split.moved.languages[1].notes, ElementsAre("Latvian"));
  EXPECT_THAT(split.moved.subject_fields, ElementsAre("furniture"));
  EXPECT_EQ(kind_of([&] { split_entry(whole, {{lang("de"), "Stuhl"}}); }), ErrorKind::not_found);
  EXPECT_EQ(kind_of([&] { split_entry(entry("a", {{"de", "Bank"}}), {{lang("de"), "Bank"}}); }), ErrorKind::usage);
}

class TermbaseWork : public testing::Test {
 protected:
  test::TempFolder folder_;
  Termbase termbase_ = Termbase::open(folder_.path() / "t.db", language_resources(), true);
  std::string dump() {
    std::string all;
    termbase_.dump([&](std::string_view line) { all += std::string(line) + "\n"; });
    return all;
  }
};

TEST_F(TermbaseWork, MergeRedirectsReferencesAndIsOneStep) {
  termbase_.add(entry("a", {{"de", "Kunde"}}), "me");
  termbase_.add(entry("b", {{"de", "Abnehmer"}}), "me");
  ConceptEntry other = entry("c", {{"de", "Preis"}});
  other.cross_references = {{"see", "b"}};
  term(other, "de", "Preis").cross_references = {{"", "b"}};
  termbase_.add(other, "me");
  merge_in_termbase(termbase_, language_resources(), {"a", "b"}, "me");
  EXPECT_FALSE(termbase_.find("b"));
  EXPECT_EQ(termbase_.find("c")->cross_references[0].target, "a");
  EXPECT_EQ(termbase_.find("c")->languages[0].terms[0].cross_references[0].target, "a");
  EXPECT_THAT(termbase_.look_up(lang("de"), "Abnehmer"), SizeIs(1));
  EXPECT_EQ(termbase_.look_up(lang("de"), "Abnehmer")[0].concept_id, "a");
  EXPECT_EQ(termbase_.undo("me")->action, "merge");
  EXPECT_EQ(termbase_.find("c")->cross_references[0].target, "b");
  EXPECT_EQ(termbase_.look_up(lang("de"), "Abnehmer")[0].concept_id, "b");
  EXPECT_THAT(designations(*termbase_.find("a")), ElementsAre("de:Kunde"));
}

TEST_F(TermbaseWork, AMergeThatFailsChangesNothing) {
  termbase_.add(entry("a", {{"de", "Kunde"}}), "me");
  const std::string before = dump();
  EXPECT_EQ(kind_of([&] {
              merge_in_termbase(termbase_, language_resources(), {"a", "none"}, "me");
            }),
            ErrorKind::not_found);
  EXPECT_EQ(kind_of([&] { merge_in_termbase(termbase_, language_resources(), {"a", "a"}, "me"); }), ErrorKind::usage);
  EXPECT_EQ(dump(), before);
  EXPECT_THAT(termbase_.history(), SizeIs(1));
}

TEST_F(TermbaseWork, SplitRefersBothWays) {
  termbase_.add(entry("a", {{"de", "Bank"}, {"lv", "sols"}}), "me");
  const std::string moved = split_in_termbase(termbase_, "a", {{lang("lv"), "sols"}}, "me");
  EXPECT_THAT(termbase_.find("a")->cross_references, ElementsAre(CrossReference{"lv:sols", moved}));
  EXPECT_THAT(termbase_.find(moved)->cross_references, ElementsAre(CrossReference{"de:Bank", "a"}));
  termbase_.undo("me");
  EXPECT_EQ(termbase_.entry_count(), 1U);
  EXPECT_THAT(designations(*termbase_.find("a")), ElementsAre("de:Bank", "lv:sols"));
}

TEST_F(TermbaseWork, DuplicatesAreScoredWithReasons) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  ConceptEntry a = entry("a", {{"de", "Kunde"}, {"en", "customer"}});
  a.definitions = {{"A person who buys something", ""}};
  ConceptEntry b = entry("b", {{"de", "Kunden"}, {"en", "customer"}});
  ConceptEntry c = entry("c", {{"lv", "klients"}});
  c.definitions = {{"a person who buys something", ""}};
  ConceptEntry d = entry("d", {{"en", "customer"}});
  term(d, "en", "customer").part_of_speech = PartOfSpeech::noun;
  ConceptEntry e = entry("e", {{"en", "customer"}});
  term(e, "en", "customer").part_of_speech = PartOfSpeech::verb;
  for (const ConceptEntry& each : {a, b, c, d, e}) termbase_.add(each, "me");
  const auto pairs = find_duplicates(termbase_, {.least_score = 0.6});
  ASSERT_THAT(pairs, SizeIs(2));
  EXPECT_EQ(pairs[0].first + pairs[0].second, "ab");
  EXPECT_DOUBLE_EQ(pairs[0].score, 0.75);
  EXPECT_THAT(pairs[0].why, ElementsAre("de: Kunde = Kunden", "en: customer = customer"));
  EXPECT_EQ(pairs[1].first + pairs[1].second, "ac");
  EXPECT_THAT(pairs[1].why, ElementsAre("same definition: A person who buys something"));
  std::vector<std::string> all;
  for (const DuplicatePair& pair : find_duplicates(termbase_, {})) all.push_back(pair.first + pair.second);
  EXPECT_THAT(all, AllOf(Contains("ad"), testing::Not(Contains("de"))));
  EXPECT_THAT(find_duplicates(termbase_, {.limit = 1}), SizeIs(1));
}

TEST_F(TermbaseWork, ATermOfVeryManyEntriesMakesNoQuadraticList) {
  termbase_.transaction([&] {
    for (int i = 0; i < 3000; ++i) termbase_.add(entry("", {{"en", "thing"}}), "me");
  });
  EXPECT_LT(find_duplicates(termbase_, {}).size(), 4000U);
  EXPECT_LT(find_conflicts(termbase_).size(), 4000U);
}

TEST_F(TermbaseWork, ConflictsOfEachKind) {
  ConceptEntry a = entry("a", {{"de", "Kunde"}, {"de", "Abnehmer"}});
  term(a, "de", "Kunde").status = term(a, "de", "Abnehmer").status = AdministrativeStatus::preferred;
  ConceptEntry b = entry("b", {{"de", "Kunde"}});
  term(b, "de", "Kunde").status = AdministrativeStatus::deprecated;
  ConceptEntry c = entry("c", {{"en", "bank"}}), d = entry("d", {{"en", "bank"}}), e = entry("e", {{"en", "bank"}});
  c.definitions = {{"of a river", ""}};
  d.definitions = {{"for money", ""}};
  for (const ConceptEntry& each : {a, b, c, d, e}) termbase_.add(each, "me");
  std::vector<std::string> found;
  for (const TermConflict& conflict : find_conflicts(termbase_)) {
    std::string line(kind_name(conflict.kind));
    for (const std::string& id : conflict.concept_ids) line += " " + id;
    found.push_back(line);
  }
  EXPECT_THAT(found, ElementsAre("two-preferred a", "status a b", "ambiguous c e", "ambiguous d e"));
}

TEST(EntryDifference, NamesPlaceFieldAndValues) {
  ConceptEntry before = entry("a", {{"de", "Kunde"}, {"lv", "klients"}}), after = before;
  after.notes = {"n"};
  term(after, "de", "Kunde").status = AdministrativeStatus::preferred;
  after.languages[1].terms[0].designation = "pircējs";
  after.revision = 7;
  EXPECT_THAT(compare_entries(before, after),
              ElementsAre(FieldChange{"", "note", "", "n"}, FieldChange{"de:Kunde", "status", "", "preferred"},
                          FieldChange{"lv", "term", "klients", ""}, FieldChange{"lv", "term", "", "pircējs"}));
  EXPECT_THAT(compare_entries(before, before), IsEmpty());
}

TEST(GlossaryDiff, MatchesByIdThenByTerms) {
  Glossary a, b;
  a.entries = {entry("1", {{"de", "Kunde"}, {"en", "customer"}}), entry("2", {{"de", "Preis"}}),
               entry("3", {{"de", "Bank"}, {"de", "Sitzbank"}}), entry("4", {{"de", "Stuhl"}})};
  b.entries = {entry("x", {{"de", "Kunde"}, {"en", "customer"}, {"lv", "klients"}}), entry("3", {{"de", "Bank"}}),
               entry("4", {{"de", "Stuhl"}, {"de", "Sitzbank"}}), entry("5", {{"de", "Tisch"}})};
  const GlossaryDifference difference = compare_glossaries(source_of(a), source_of(b));
  std::vector<std::string> lines;
  for (const ConceptChange& change : difference.concepts)
    lines.push_back(std::string(kind_name(change.kind)) + change.id);
  EXPECT_THAT(lines, ElementsAre("removed2", "changed3", "changed4", "added5", "changedx"));
  EXPECT_THAT(difference.moved, ElementsAre(MovedTerm{lang("de"), "Sitzbank", "3", "4"}));
  EXPECT_TRUE(compare_glossaries(source_of(a), source_of(a)).empty());
}

TEST(GlossaryDiff, CountsEqualEntriesOfOneGlossary) {
  Glossary once, twice;
  once.entries = {entry("", {{"de", "Kunde"}}), entry("1", {{"de", "Preis"}})};
  twice.entries = {entry("1", {{"de", "Preis"}}), entry("", {{"de", "Kunde"}}), entry("", {{"de", "Kunde"}})};
  EXPECT_TRUE(compare_glossaries(source_of(once), source_of(once)).empty());
  EXPECT_THAT(compare_glossaries(source_of(once), source_of(twice)).concepts,
              ElementsAre(ConceptChange{ConceptChange::Kind::added, "", "de:Kunde", {}}));
  once.entries[1].revision = 7;
  EXPECT_TRUE(compare_glossaries(source_of(once), source_of(once)).empty());
}

TEST(CommonEntries, LeaveOnlyWhatDiffers) {
  Glossary a, b;
  for (int i = 0; i < 500; ++i) a.entries.push_back(numbered_entry(i));
  b = a;
  b.entries[77].notes = {"n"};
  b.entries.erase(b.entries.begin() + 300);
  b.entries[10].revision = 3;
  const CommonEntries common({source_of(a), source_of(b)});
  EXPECT_THAT(common.rest_of(source_of(a)).entries, ElementsAre(a.entries[77], a.entries[300]));
  EXPECT_THAT(common.rest_of(source_of(b)).entries, ElementsAre(b.entries[77]));
  EXPECT_FALSE(common.are_all());
  EXPECT_TRUE(CommonEntries({source_of(a), source_of(a)}).are_all());
}

class ThreeWay : public testing::Test {
 protected:
  ThreeWay() {
    base_.entries = {entry("1", {{"de", "Kunde"}, {"en", "customer"}}), entry("2", {{"de", "Preis"}})};
    base_.entries[0].subject_fields = {"sales"};
    ours_ = theirs_ = base_;
  }
  std::vector<std::string> conflicts() {
    std::vector<std::string> lines;
    const ThreeWayMerge done = merge();
    for (const MergeConflict& c : done.conflicts())
      lines.push_back(c.id + "/" + c.place + "/" + c.field + ": " + c.base + " < " + c.ours + " | " + c.theirs);
    return lines;
  }
  ThreeWayMerge merge() const { return {source_of(base_), source_of(ours_), source_of(theirs_)}; }
  const ConceptEntry& merged(std::size_t number) {
    merged_.entries.clear();
    merge().for_each([&](const ConceptEntry& entry) { merged_.entries.push_back(entry); });
    return merged_.entries.at(number);
  }
  Glossary base_, ours_, theirs_, merged_;
};

TEST_F(ThreeWay, JoinsChangesOfDifferentFields) {
  ours_.entries[0].notes = {"ours"};
  ours_.entries[0].section(lang("lv")).terms.emplace_back().designation = "klients";
  theirs_.entries[0].notes = {"theirs"};
  term(theirs_.entries[0], "de", "Kunde").status = AdministrativeStatus::preferred;
  theirs_.entries[0].languages.erase(theirs_.entries[0].languages.begin() + 1);
  theirs_.entries[0].subject_fields = {};
  theirs_.entries.push_back(entry("3", {{"de", "Bank"}}));
  ours_.entries.erase(ours_.entries.begin() + 1);
  EXPECT_THAT(conflicts(), IsEmpty());
  const ConceptEntry& first = merged(0);
  EXPECT_THAT(first.notes, ElementsAre("ours", "theirs"));
  EXPECT_THAT(first.subject_fields, IsEmpty());
  EXPECT_THAT(designations(first), ElementsAre("de:Kunde", "lv:klients"));
  EXPECT_EQ(first.languages[0].terms[0].status, AdministrativeStatus::preferred);
  EXPECT_THAT(merged_.entries, SizeIs(2));
  EXPECT_EQ(merged_.entries[1].id, "3");
}

TEST_F(ThreeWay, KeepsOurOrder) {
  for (int i = 3; i < 30; ++i) base_.entries.push_back(numbered_entry(i));
  ours_ = theirs_ = base_;
  std::swap(ours_.entries[4], ours_.entries[20]);
  ours_.entries[11].notes = {"ours"};
  theirs_.entries[15].notes = {"theirs"};
  theirs_.entries.erase(theirs_.entries.begin() + 7);  // "8"
  std::string order, expected;
  merged(0);
  for (const ConceptEntry& entry : merged_.entries) order += entry.id + ' ';
  for (const ConceptEntry& entry : ours_.entries) {
    if (entry.id != "8") expected += entry.id + ' ';
  }
  EXPECT_EQ(order, expected);
}

TEST_F(ThreeWay, ListsConflictsAndKeepsOurs) {
  term(ours_.entries[0], "de", "Kunde").status = AdministrativeStatus::preferred;
  term(theirs_.entries[0], "de", "Kunde").status = AdministrativeStatus::deprecated;
  ours_.entries[0].subject_fields = {"service"};
  theirs_.entries[0].subject_fields = {"trade"};
  EXPECT_THAT(conflicts(), ElementsAre("1//subject: sales < service | trade",
                                       "1/de:Kunde/status: unspecified < preferred | deprecated"));
  EXPECT_THAT(merged(0).subject_fields, ElementsAre("service"));
}

TEST_F(ThreeWay, WhatOneDeletedAndTheOtherChangedStays) {
  ours_.entries.erase(ours_.entries.begin() + 1);
  theirs_.entries[1].notes = {"n"};
  ours_.entries[0].languages.erase(ours_.entries[0].languages.begin() + 1);
  term(theirs_.entries[0], "en", "customer").notes = {"n"};
  EXPECT_THAT(conflicts(),
              ElementsAre("1/en/term: customer < deleted | changed", "2//concept: de:Preis < deleted | changed"));
  EXPECT_THAT(designations(merged(0)), ElementsAre("de:Kunde", "en:customer"));
  EXPECT_THAT(merged_.entries, SizeIs(2));
}

TEST_F(ThreeWay, BothAddingTheSameIsNoConflict) {
  ours_.entries.push_back(entry("3", {{"de", "Bank"}}));
  theirs_.entries.push_back(entry("3", {{"de", "Bank"}, {"en", "bank"}}));
  EXPECT_THAT(conflicts(), IsEmpty());
  EXPECT_THAT(designations(merged(2)), ElementsAre("de:Bank", "en:bank"));
}

}  // namespace
}  // namespace termknit
