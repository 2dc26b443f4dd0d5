// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/termbase.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "glossary/entries/entry_json.h"
#include "tests/support/command.h"
#include "tests/support/entries.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::kind_of;
using test::lang;
using test::language_resources;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

ConceptEntry entry(std::initializer_list<std::pair<const char*, const char*>> terms) {
  return test::entry("", terms);
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

/// Runs SQL on a termbase's file, as another program would.
void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, &message), SQLITE_OK) << (message ? message : "");
  sqlite3_free(message);
  sqlite3_close(database);
}

/// The first schema with two entries, one change of it undone, and the enumerations as numbers.
constexpr const char* kFirstSchema = R"sql(
  CREATE TABLE entry(id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE term_key(language TEXT NOT NULL, key TEXT NOT NULL, entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
                        designation TEXT NOT NULL, status INTEGER NOT NULL, rank INTEGER NOT NULL,
                        PRIMARY KEY(language, key, entry, designation)) STRICT, WITHOUT ROWID;
  CREATE INDEX term_key_entry ON term_key(entry);
  CREATE TABLE change(number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, entry TEXT NOT NULL,
                      before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE INDEX change_entry ON change(entry);
  CREATE TABLE rejected(first_language TEXT NOT NULL, first_key TEXT NOT NULL, second_language TEXT NOT NULL, second_key TEXT NOT NULL,
                        PRIMARY KEY(first_language, first_key, second_language, second_key)) STRICT, WITHOUT ROWID;
  CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO entry VALUES('c1', 2, '{"id":"c1","revision":2,"notes":["n"],"languages":[{"lang":"de-AT","terms":[{"term":"Kunde","pos":0,"status":1}]},{"lang":"lv","terms":[{"term":"klients"}]}]}');
  INSERT INTO entry VALUES('c2', 1, '{"id":"c2","revision":1,"languages":[{"lang":"de","terms":[{"term":"Bank"}]}]}');
  INSERT INTO term_key VALUES('de', 'kunde', 'c1', 'Kunde', 1, 0);
  INSERT INTO change VALUES(1, '2026-01-01T00:00:00Z', 'me', 'add', 'c1', '', '{"id":"c1","revision":1,"languages":[{"lang":"de-AT","terms":[{"term":"Kunde","pos":0,"status":1}]},{"lang":"lv","terms":[{"term":"klients"}]}]}', 0);
  INSERT INTO change VALUES(2, '2026-01-02T00:00:00Z', 'me', 'add', 'c2', '', '{"id":"c2","revision":1,"languages":[{"lang":"de","terms":[{"term":"Bank"}]}]}', 0);
  INSERT INTO change VALUES(3, '2026-01-03T00:00:00Z', 'me', 'edit', 'c1', '{"id":"c1","revision":1,"languages":[{"lang":"de-AT","terms":[{"term":"Kunde","pos":0,"status":1}]},{"lang":"lv","terms":[{"term":"klients"}]}]}', '{"id":"c1","revision":2,"notes":["n"],"languages":[{"lang":"de-AT","terms":[{"term":"Kunde","pos":0,"status":1}]},{"lang":"lv","terms":[{"term":"klients"}]}]}', 0);
  INSERT INTO change VALUES(4, '2026-01-04T00:00:00Z', 'me', 'reject', '', '', 'de:kunde lv:bankas klients', 0);
  INSERT INTO rejected VALUES('de', 'kunde', 'lv', 'bankas klients');
  INSERT INTO meta VALUES('keys', 'old');
  PRAGMA user_version = 1;
  PRAGMA application_id = 1416326772;
)sql";

TEST_F(TermbaseTest, BringsTheFirstSchemaUpToDate) {
  run_sql(file(), kFirstSchema);
  // Also when it is only to be read.
  const Termbase read = Termbase::open(file(), language_resources(), false, true);
  EXPECT_EQ(read.entry_count(), 2U);
  EXPECT_THAT(read.rejected(), SizeIs(1));
  ASSERT_THAT(read.look_up(lang("de"), "Kunden"), SizeIs(1));
  EXPECT_EQ(read.look_up(lang("de"), "Kunde")[0],
            (TermbaseHit{"c1", lang("de-AT"), "Kunde", AdministrativeStatus::preferred, ""}));
  EXPECT_EQ(read.find("c1")->languages[0].terms[0].part_of_speech, PartOfSpeech::noun);
  Termbase termbase = open();
  EXPECT_EQ(termbase.undo("me")->action, "edit");  // rejections of the first schema cannot be undone
  EXPECT_THAT(termbase.find("c1")->notes, IsEmpty());
  EXPECT_EQ(termbase.undo("me")->concept_ids, std::vector<std::string>{"c2"});
  EXPECT_EQ(termbase.undo("me")->action, "add");
  EXPECT_EQ(termbase.entry_count(), 0U);
  EXPECT_EQ(termbase.damage(), "");
}

TEST_F(TermbaseTest, FindsCompoundsByTheirParts) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  Termbase termbase = open();
  const std::string compound = termbase.add(entry({{"de", "Kundenergebnis"}, {"en", "customer result"}}), "me");
  const std::string simple = termbase.add(entry({{"de", "Ergebnis"}}), "me");
  ASSERT_THAT(termbase.look_up_parts(lang("de"), "Ergebnissen", 9), SizeIs(1));
  EXPECT_EQ(termbase.look_up_parts(lang("de"), "Ergebnissen", 9)[0].concept_id, compound);
  EXPECT_THAT(termbase.look_up_parts(lang("de"), "Kunde", 9), SizeIs(1));
  EXPECT_THAT(termbase.look_up_parts(lang("de"), "Kunde", 0), IsEmpty());
  EXPECT_THAT(termbase.look_up_parts(lang("de"), "Kundenergebnis", 9), IsEmpty());
  ASSERT_THAT(termbase.look_up(lang("de"), "Ergebnis"), SizeIs(1)) << "a part is not the term";
  EXPECT_EQ(termbase.look_up(lang("de"), "Ergebnis")[0].concept_id, simple);
  EXPECT_FALSE(termbase.has_key(lang("de"), {"kunde"}));
  termbase.remove(compound, "me");
  EXPECT_THAT(termbase.look_up_parts(lang("de"), "Ergebnis", 9), IsEmpty());
}

TEST_F(TermbaseTest, BringsTheThirdSchemaUpToDate) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no dictionary for de";
  open().add(entry({{"de", "Kundenergebnis"}}), "me");
  run_sql(file(),
          "ALTER TABLE term DROP COLUMN parts; DELETE FROM term_key WHERE rank >= 100; PRAGMA user_version = 3");
  const Termbase read = Termbase::open(file(), language_resources(), false, true);
  EXPECT_THAT(read.look_up_parts(lang("de"), "Ergebnis", 9), SizeIs(1));
  EXPECT_EQ(read.damage(), "");
}

TEST_F(TermbaseTest, UndoesATransactionAsOneStep) {
  Termbase termbase = open();
  termbase.add(entry({{"de", "Bank"}}), "me");
  termbase.transaction([&] {
    const std::string id = termbase.add(entry({{"de", "Kunde"}}), "me");
    ConceptEntry changed = *termbase.find(id);
    changed.notes = {"n"};
    termbase.replace(changed, "me");
    termbase.add(entry({{"de", "Preis"}}), "me");
  });
  EXPECT_EQ(termbase.entry_count(), 3U);
  EXPECT_THAT(termbase.undo("me")->concept_ids, SizeIs(3));
  EXPECT_EQ(termbase.entry_count(), 1U);
  EXPECT_THAT(termbase.look_up(lang("de"), "Kunde"), IsEmpty());
  EXPECT_THAT(termbase.undo("me")->concept_ids, SizeIs(1));
  EXPECT_FALSE(termbase.undo("me"));
}

TEST_F(TermbaseTest, HistoryTellsEveryStateThoughItStoresEachOnce) {
  Termbase termbase = open();
  const std::string id = termbase.add(entry({{"de", "Kunde"}}), "me");
  for (const char* note : {"one", "two"}) {
    ConceptEntry changed = *termbase.find(id);
    changed.notes = {note};
    termbase.replace(changed, "me");
  }
  const std::vector<ChangeRecord> history = termbase.history(id);
  ASSERT_THAT(history, SizeIs(3));
  EXPECT_EQ(history[0].before, "");
  for (std::size_t i = 1; i < history.size(); ++i) EXPECT_EQ(history[i].before, history[i - 1].after);
  EXPECT_THAT(history[2].after, HasSubstr("two"));
  std::vector<std::uint64_t> numbers;
  termbase.for_each_change({.newest_first = true, .limit = 2}, [&](const ChangeRecord& record) {
    numbers.push_back(record.number);
    return true;
  });
  EXPECT_THAT(numbers, ElementsAre(3, 2));
}

TEST_F(TermbaseTest, ARejectionCanBeUndone) {
  Termbase termbase = open();
  const RejectedPair pair{lang("de"), "kunde", lang("lv"), "bankas klients"};
  termbase.reject(pair, "me");
  termbase.reject(pair, "me");  // known already: no change
  EXPECT_THAT(termbase.history(), SizeIs(1));
  EXPECT_EQ(termbase.undo("me")->action, "reject");
  EXPECT_THAT(termbase.rejected(), IsEmpty());
}

TEST_F(TermbaseTest, ImportsByPolicy) {
  Termbase termbase = open();
  ConceptEntry first = test::entry("x1", {{"de", "Kunde"}});
  EXPECT_EQ(termbase.import(first, "me", ImportPolicy::skip).outcome, ImportOutcome::added);
  EXPECT_EQ(termbase.import(first, "me", ImportPolicy::replace).outcome, ImportOutcome::unchanged);
  ConceptEntry other = test::entry("x1", {{"de", "Abnehmer"}});
  EXPECT_EQ(termbase.import(other, "me", ImportPolicy::skip).outcome, ImportOutcome::skipped);
  EXPECT_THAT(termbase.look_up(lang("de"), "Abnehmer"), IsEmpty());
  EXPECT_EQ(termbase.import(other, "me", ImportPolicy::replace).outcome, ImportOutcome::replaced);
  EXPECT_THAT(termbase.look_up(lang("de"), "Kunde"), IsEmpty());
  EXPECT_THAT(termbase.look_up(lang("de"), "Abnehmer"), SizeIs(1));
  const ImportedEntry kept = termbase.import(first, "me", ImportPolicy::keep_both);
  EXPECT_EQ(kept.outcome, ImportOutcome::kept_both);
  EXPECT_NE(kept.id, "x1");
  EXPECT_EQ(termbase.entry_count(), 2U);
  EXPECT_THAT(termbase.history(), SizeIs(3));  // what changed nothing leaves no trace
}

TEST_F(TermbaseTest, KeepsBothOfTwoEntriesOfOneIdInOneTransaction) {
  Termbase termbase = open();
  termbase.transaction([&] {
    EXPECT_FALSE(termbase.import(test::entry("x1", {{"de", "Kunde"}}), "me", ImportPolicy::replace).added_before);
    const ImportedEntry second = termbase.import(test::entry("x1", {{"de", "Abnehmer"}}), "me", ImportPolicy::replace);
    EXPECT_EQ(second.outcome, ImportOutcome::kept_both);
    EXPECT_TRUE(second.added_before);
  });
  EXPECT_EQ(termbase.entry_count(), 2U);
  const ImportedEntry later = termbase.import(test::entry("x1", {{"de", "Klient"}}), "me", ImportPolicy::replace);
  EXPECT_EQ(later.outcome, ImportOutcome::replaced);
}

/// More terms than one batch of keys and than the keys that are kept in memory.
TEST_F(TermbaseTest, FindsEveryTermOfALargeTransaction) {
  Termbase termbase = open();
  constexpr int kEntries = 40'000;
  termbase.transaction([&] {
    for (int i = 0; i < kEntries; ++i) {
      const std::string number = std::to_string(i);
      termbase.import(test::entry("x" + number, {{"en", ("term " + number).c_str()}}), "me", ImportPolicy::skip);
      if (i % 1000 == 999) termbase.remove("x" + number, "me");
      if (i % 1000 != 998) continue;
      ConceptEntry renamed = test::entry("x" + number, {{"en", "renamed"}});
      renamed.revision = 1;
      termbase.replace(renamed, "me");
    }
  });
  EXPECT_EQ(termbase.entry_count(), kEntries - kEntries / 1000);
  EXPECT_THAT(termbase.look_up(lang("en"), "term 39997"), SizeIs(1));
  EXPECT_THAT(termbase.look_up(lang("en"), "terms 17"), SizeIs(1));
  EXPECT_THAT(termbase.look_up(lang("en"), "term 999"), IsEmpty());
  EXPECT_THAT(termbase.look_up(lang("en"), "term 998"), IsEmpty());
  EXPECT_THAT(termbase.look_up(lang("en"), "renamed"), SizeIs(kEntries / 1000));
  EXPECT_EQ(termbase.damage(), "");
}

TEST_F(TermbaseTest, LookUpsInATransactionSeeIt) {
  Termbase termbase = open();
  termbase.transaction([&] {
    termbase.add(entry({{"de", "Kunde"}}), "me");
    EXPECT_THAT(termbase.look_up(lang("de"), "Kunden"), SizeIs(1));
    EXPECT_TRUE(termbase.has_key(lang("de"), {"kunde"}));
  });
}

TEST_F(TermbaseTest, KeysOfAnotherAnalysisAreMadeAgain) {
  { open().add(entry({{"de", "Kunde"}, {"en", "customer"}}), "me"); }
  run_sql(file(), "UPDATE meta SET value = 'old' WHERE name = 'keys:de'; DELETE FROM term_key WHERE language = 'de'");
  EXPECT_THAT(Termbase::open(file(), language_resources(), false, true).look_up(lang("de"), "Kunde"), IsEmpty());
  EXPECT_THAT(open().look_up(lang("de"), "Kunden"), SizeIs(1));
  EXPECT_THAT(open().look_up(lang("en"), "customers"), SizeIs(1));
}

TEST_F(TermbaseTest, DamageAndEmptyFilesAreSaid) {
  folder_.write("termbase.db", "");
  EXPECT_EQ(kind_of([&] { Termbase::open(file(), language_resources(), false); }), ErrorKind::corrupt);
  EXPECT_EQ(kind_of([&] { Termbase::open(file(), language_resources(), false, true); }), ErrorKind::corrupt);
  std::filesystem::remove(file());
  {
    Termbase termbase = open();
    termbase.transaction([&] {
      for (int i = 0; i < 500; ++i) termbase.add(entry({{"de", "Kunde"}, {"en", "customer"}}), "me");
    });
  }
  std::string bytes = folder_.read("termbase.db");
  for (std::size_t i = 3 * 4096; i < bytes.size(); ++i) bytes[i] = 'x';
  folder_.write("termbase.db", bytes);
  const Termbase termbase = Termbase::open(file(), language_resources(), false, true);
  EXPECT_NE(termbase.damage(), "");
  EXPECT_EQ(kind_of([&] { termbase.dump([](std::string_view) {}); }), ErrorKind::corrupt);
}

TEST_F(TermbaseTest, ASecondWriterWaitsThenGivesUp) {
  Termbase first = open();
  first.transaction([&] {
    first.add(entry({{"de", "Kunde"}}), "me");
    Termbase second = Termbase::open(file(), language_resources(), false, false, {.wait_seconds = 0.05});
    EXPECT_EQ(kind_of([&] { second.add(entry({{"de", "Bank"}}), "me"); }), ErrorKind::locked);
    EXPECT_EQ(second.entry_count(), 0U);  // and still reads
  });
}

TEST_F(TermbaseTest, FindsSharedKeysAndReferences) {
  Termbase termbase = open();
  termbase.add(test::entry("a", {{"de", "Kunde"}}), "me");
  ConceptEntry other = test::entry("b", {{"de", "Kunde"}, {"de", "Kunden"}, {"en", "client"}});
  other.cross_references = {{"see", "a"}};
  termbase.add(other, "me");
  std::vector<std::string> keys;
  termbase.for_each_shared_key([&](const LanguageTag& language, const std::string& key, const auto& terms) {
    keys.push_back(language.str() + ":" + key + " " + std::to_string(terms.size()));
  });
  EXPECT_THAT(keys, testing::Contains("de:kunde 3"));
  EXPECT_THAT(termbase.referring_to({"a", "zz"}), ElementsAre("b"));
}

TEST(EntryJson, ReadsWhatItWrites) {
  ConceptEntry full = entry({{"de", "Kunde"}, {"pt-BR", "cliente"}});
  full.id = "c1";
  full.revision = 3;
  full.definitions = {{"a \"person\"", "b\nc"}};
  full.notes = {"control \x01\t\r\\ and \"quotes\""};
  full.transactions = {{Transaction::Type::modification, "2026-01-02", "me", "p1"}};
  full.other = {{"descrip", "x", "y", "z"}};
  full.languages[0].terms[0].status = AdministrativeStatus::admitted;
  full.languages[0].terms[0].contexts = {{"Der Kunde.", "a.txt"}};
  EXPECT_EQ(parse_entry(format_entry(full)), full);
  EXPECT_THROW(parse_entry(R"({"id":"c","languages":[{"lang":"de","terms":[{"term":"x","status":"nice"}]}]})"), Error);
  EXPECT_THROW(parse_entry("{"), Error);
  EXPECT_THROW(parse_entry("[]"), Error);
}

}  // namespace
}  // namespace termknit
