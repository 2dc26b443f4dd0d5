// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "glossary/entry_json.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::language_resources;
using testing::IsEmpty;
using testing::SizeIs;

ConceptEntry entry(std::initializer_list<std::pair<const char*, const char*>> terms) {
  ConceptEntry made;
  for (const auto& [language, designation] : terms) {
    Term term;
    term.designation = designation;
    made.section(lang(language)).terms.push_back(term);
  }
  return made;
}

ErrorKind kind_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::internal;
}

class TermbaseTest : public testing::Test {
 protected:
  Termbase open() { return Termbase::open(file(), language_resources(), true); }
  std::filesystem::path file() const { return folder_.path() / "termbase.db"; }
  test::TempFolder folder_;
};

TEST_F(TermbaseTest, FindsATermByAnyInflectedForm) {
  if (!test::has_dictionary("cs")) GTEST_SKIP() << "no dictionary for cs";
  Termbase termbase = open();
  const std::string id = termbase.add(entry({{"cs", "zákaznický servis"}, {"de", "Kundenservice"}}), "me");
  const auto hits = termbase.look_up(lang("cs"), "zákaznickým servisem");
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].concept_id, id);
  EXPECT_EQ(hits[0].designation, "zákaznický servis");
  EXPECT_THAT(termbase.look_up(lang("de"), "zákaznickým servisem"), IsEmpty());
}

TEST_F(TermbaseTest, KeepsEverythingOverAReopen) {
  ConceptEntry stored = entry({{"de", "Kunde"}, {"lv", "klients"}});
  stored.subject_fields = {"sales"};
  std::string id;
  {
    Termbase termbase = open();
    id = termbase.add(stored, "me");
    termbase.reject({lang("de"), "kunde", lang("lv"), "pircējs"}, "me");
  }
  Termbase termbase = open();
  const auto found = termbase.find(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->subject_fields, stored.subject_fields);
  EXPECT_EQ(found->languages, stored.languages);
  EXPECT_THAT(termbase.rejected(), SizeIs(1));
  EXPECT_EQ(termbase.entry_count(), 1U);
}

TEST_F(TermbaseTest, RefusesAChangeOfAnOutdatedEntry) {
  Termbase termbase = open();
  const std::string id = termbase.add(entry({{"de", "Kunde"}}), "me");
  ConceptEntry mine = *termbase.find(id), theirs = mine;
  theirs.notes = {"theirs"};
  termbase.replace(theirs, "them");
  mine.notes = {"mine"};
  EXPECT_EQ(kind_of([&] { termbase.replace(mine, "me"); }), ErrorKind::conflict);
  EXPECT_EQ(termbase.find(id)->notes.front(), "theirs");
}

TEST_F(TermbaseTest, UndoesStepByStep) {
  Termbase termbase = open();
  const std::string id = termbase.add(entry({{"de", "Kunde"}}), "me");
  ConceptEntry changed = *termbase.find(id);
  changed.notes = {"n"};
  termbase.replace(changed, "me");
  termbase.remove(id, "me");
  EXPECT_FALSE(termbase.find(id));
  EXPECT_EQ(termbase.undo("me")->action, "delete");
  EXPECT_EQ(termbase.find(id)->notes.front(), "n");
  EXPECT_EQ(termbase.undo("me")->action, "edit");
  EXPECT_THAT(termbase.find(id)->notes, IsEmpty());
  EXPECT_EQ(termbase.undo("me")->action, "add");
  EXPECT_FALSE(termbase.find(id));
  EXPECT_FALSE(termbase.undo("me"));
  EXPECT_THAT(termbase.history(id), SizeIs(6));  // nothing is forgotten
}

TEST_F(TermbaseTest, StoresAllOfATransactionOrNothing) {
  Termbase termbase = open();
  EXPECT_THROW(termbase.transaction([&] {
    termbase.add(entry({{"de", "Kunde"}}), "me");
    throw Error(ErrorKind::malformed, "the import's second entry");
  }),
               Error);
  EXPECT_EQ(termbase.entry_count(), 0U);
  EXPECT_THAT(termbase.history(), IsEmpty());
}

TEST_F(TermbaseTest, RefusesEntriesThatAreNone) {
  Termbase termbase = open();
  EXPECT_EQ(kind_of([&] { termbase.add({}, "me"); }), ErrorKind::usage);
  EXPECT_EQ(kind_of([&] { termbase.add(entry({{"de", ""}}), "me"); }), ErrorKind::usage);
}

TEST_F(TermbaseTest, SaysWhatIsWrongWithTheFile) {
  folder_.write("termbase.db", "this is no database, but it is long enough to look at");
  EXPECT_EQ(kind_of([&] { Termbase::open(file(), language_resources(), false); }), ErrorKind::corrupt);
  EXPECT_EQ(kind_of([&] { Termbase::open(folder_.path() / "none.db", language_resources(), false); }),
            ErrorKind::not_found);
  std::filesystem::remove(file());
  { Termbase termbase = open(); }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  EXPECT_EQ(kind_of([&] { Termbase::open(file(), language_resources(), false); }), ErrorKind::too_new);
}

TEST_F(TermbaseTest, BacksUpWithoutOverwriting) {
  Termbase termbase = open();
  termbase.add(entry({{"de", "Kunde"}}), "me");
  const auto copy = folder_.path() / "copy.db";
  termbase.backup(copy);
  EXPECT_EQ(Termbase::open(copy, language_resources(), false).entry_count(), 1U);
  EXPECT_EQ(kind_of([&] { termbase.backup(copy); }), ErrorKind::io);
}

TEST(EntryJson, ReadsWhatItWrites) {
  ConceptEntry full = entry({{"de", "Kunde"}, {"pt-BR", "cliente"}});
  full.id = "c1";
  full.revision = 3;
  full.definitions = {{"a \"person\"", "b\nc"}};
  full.transactions = {{Transaction::Type::modification, "2026-01-02", "me", "p1"}};
  full.other = {{"descrip", "x", "y", "z"}};
  full.languages[0].terms[0].status = AdministrativeStatus::admitted;
  full.languages[0].terms[0].contexts = {{"Der Kunde.", "a.txt"}};
  EXPECT_EQ(parse_entry(format_entry(full)), full);
  EXPECT_THROW(parse_entry("{"), Error);
  EXPECT_THROW(parse_entry("[]"), Error);
}

}  // namespace
}  // namespace termknit
