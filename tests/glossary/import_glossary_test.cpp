// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/import_glossary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/support/command.h"
#include "tests/support/language_world.h"
#include "tests/support/tbx_faults.h"

namespace termknit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string entry(const std::string& id, const std::string& term, const std::string& more = "") {
  return "<conceptEntry id=\"" + id + "\">" + more + "<langSec xml:lang=\"nl\"><termSec><term>" + term +
         "</term></termSec></langSec></conceptEntry>\n";
}

std::string tbx(const std::string& entries, const std::string& back = "") {
  return "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><tbxHeader>"
         "<fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>\n" +
         entries + "</body>" + back + "</text></tbx>";
}

class ImportGlossary : public testing::Test {
 protected:
  ImportReport import(const std::string& text) {
    repairs_.clear();
    return import_glossary(&termbase_, folder_.write("g.tbx", text), GlossaryFormat::tbx, "me",
                           {.repair = [this](const Repair& repair) { repairs_.push_back(repair.message); }});
  }
  test::TempFolder folder_;
  Termbase termbase_ = Termbase::open(folder_.path() / "t.db", test::language_resources(), true);
  std::vector<std::string> repairs_;
};

TEST_F(ImportGlossary, KeepsASecondEntryOfAnIdUnderAnother) {  // A48
  const ImportReport done = import(tbx(entry("c1", "klant") + entry("c1", "koper") + entry("c2", "koop")));
  EXPECT_EQ(done.entries, 3U);
  EXPECT_EQ(done.added, 2U);
  EXPECT_EQ(done.kept_both, 1U);
  EXPECT_EQ(termbase_.entry_count(), 3U);
  EXPECT_THAT(repairs_, ElementsAre(HasSubstr("the id is there twice; the second entry is kept as '")));
}

TEST_F(ImportGlossary, ASecondImportOfTheSameChangesNothing) {
  import(tbx(entry("c1", "klant")));
  const ImportReport again = import(tbx(entry("c1", "klant")));
  EXPECT_EQ(again.unchanged, 1U);
  EXPECT_EQ(termbase_.history().size(), 1U);
}

TEST_F(ImportGlossary, KeepsThePeopleThatTransactionsPointTo) {
  const std::string transaction =
      "<transacGrp><transac type=\"transactionType\">origination</transac><date>2026-01-31</date>"
      "<transacNote type=\"responsibility\" target=\"p1\">Ann</transacNote></transacGrp>";
  const std::string back =
      "<back><refObjectSec type=\"respPerson\"><refObject id=\"p1\"><item type=\"fn\">Ann B.</item></refObject>"
      "</refObjectSec></back>";
  const auto file = folder_.write("people.tbx", tbx(entry("c1", "klant", transaction), back));
  EXPECT_EQ(test::run(folder_.path(), {"import", file.string()}).exit_code, 0);
  EXPECT_EQ(test::run(folder_.path(), {"export", "out.tbx"}).exit_code, 0);
  const std::string out = folder_.read("out.tbx");
  EXPECT_THAT(out, HasSubstr("<transacNote type=\"responsibility\" target=\"p1\">Ann</transacNote>"));
  EXPECT_THAT(out, HasSubstr("<item type=\"fn\">Ann B.</item>"));
  EXPECT_THAT(test::tbx_faults(out), IsEmpty());
}

TEST_F(ImportGlossary, NoTermStandsWithoutItsEntry) {
  import(tbx(entry("c1", "klant")));
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder_.path() / "t.db").c_str(), &database), SQLITE_OK);
  sqlite3_exec(database, "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  EXPECT_EQ(sqlite3_exec(database, "DELETE FROM entry", nullptr, nullptr, nullptr), SQLITE_CONSTRAINT);
  sqlite3_close(database);
}

}  // namespace
}  // namespace termknit
