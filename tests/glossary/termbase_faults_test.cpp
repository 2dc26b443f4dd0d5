// SPDX-License-Identifier: GPL-3.0-or-later
// The termbase as a command meets trouble: kills, a full disk, another writer, a read-only folder, damage, a newer
// schema (cases A46, A65, A66 and A68 of the robustness catalogue). TERMKNIT_KILLS sets how often is killed (default
// 8).

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/command.h"

namespace termknit {
namespace {

namespace fs = std::filesystem;
using test::CommandResult;
using test::run;
using test::TempFolder;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// JSON Lines of `count` entries numbered from `first`.
std::string glossary(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    const std::string number = std::to_string(i);
    text += "{\"id\":\"g" + number + "\",\"notes\":[\"" + std::string(200, 'n') +
            "\"],\"languages\":[{\"lang\":\"en\"," + "\"terms\":[{\"term\":\"customer " + number +
            "\"}]},{\"lang\":\"nl\",\"terms\":[{\"term\":\"klant " + number + "\"}]}]}\n";
  }
  return text;
}

int kills() {
  const char* given = std::getenv("TERMKNIT_KILLS");
  return given ? std::atoi(given) : 8;
}

class TermbaseFaults : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("first.jsonl", glossary(1, 5));
    ASSERT_EQ(run(folder_.path(), {"import", "first.jsonl"}).exit_code, 0);
  }
  std::string dump(const TempFolder& folder) const { return run(folder.path(), {"doctor", "--dump"}).out; }
  std::string dump() const { return dump(folder_); }
  fs::path database() const { return folder_.path() / ".termknit/termbase.db"; }
  CommandResult as_nobody(std::vector<std::string> arguments) const {
    std::vector<std::string> command{"setpriv",
                                     "--reuid=65534",
                                     "--regid=65534",
                                     "--clear-groups",
                                     "env",
                                     "TERMKNIT_DATA=" + (test::source_folder() / "data").string(),
                                     "XDG_CACHE_HOME=" + (folder_.path() / "cache").string(),
                                     TERMKNIT_TEST_PROGRAM};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return test::run_program(folder_.path(), command);
  }
  TempFolder folder_;
};

TEST_F(TermbaseFaults, AKillDuringAnImportLeavesAllOfItOrNothing) {
  const std::string large = glossary(1000, 4000);
  const std::string before = dump();
  TempFolder undisturbed;
  undisturbed.write("first.jsonl", glossary(1, 5));
  undisturbed.write("large.jsonl", large);
  ASSERT_EQ(run(undisturbed.path(), {"import", "first.jsonl"}).exit_code, 0);
  const CommandResult whole = run(undisturbed.path(), {"import", "large.jsonl"});
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  const std::string after = dump(undisturbed);
  std::mt19937 random(20261127);
  for (int i = 0; i < kills(); ++i) {
    const TempFolder folder;
    folder.write("first.jsonl", glossary(1, 5));
    folder.write("large.jsonl", large);
    ASSERT_EQ(run(folder.path(), {"import", "first.jsonl"}).exit_code, 0);
    const int at = static_cast<int>(random() % static_cast<unsigned>(whole.seconds * 1000 + 1));
    const CommandResult killed =
        run(folder.path(), {"import", "large.jsonl"}, {.kill_after_ms = at, .kill_signal = SIGKILL});
    const std::string left = dump(folder);
    EXPECT_TRUE(left == after || (killed.exit_code != 0 && left == before)) << "killed after " << at << " ms";
    EXPECT_EQ(run(folder.path(), {"doctor"}).exit_code, 0) << "killed after " << at << " ms";
    EXPECT_EQ(run(folder.path(), {"import", "large.jsonl"}).exit_code, 0);
    EXPECT_EQ(dump(folder), after) << "killed after " << at << " ms";
  }
}

TEST_F(TermbaseFaults, AKillDuringAnEditKeepsWhatWasCommitted) {
  const CommandResult whole = run(folder_.path(), {"edit", "g1", "--note", "first"});
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  std::mt19937 random(20261127);
  std::string known = run(folder_.path(), {"show", "g1", "--json"}).out;
  for (int i = 0; i < kills(); ++i) {
    const std::string note = "note " + std::to_string(i);
    const int at = static_cast<int>(random() % static_cast<unsigned>(whole.seconds * 1000 + 1));
    const CommandResult edited =
        run(folder_.path(), {"edit", "g1", "--note", note}, {.kill_after_ms = at, .kill_signal = SIGKILL});
    const std::string now = run(folder_.path(), {"show", "g1", "--json"}).out;
    const bool is_new = now.find("\"" + note + "\"") != std::string::npos;
    EXPECT_TRUE(is_new || (edited.exit_code != 0 && now == known)) << "killed after " << at << " ms: " << now;
    EXPECT_EQ(run(folder_.path(), {"doctor"}).exit_code, 0);
    known = now;
  }
}

TEST_F(TermbaseFaults, AFullDiskIsSaidAndNothingIsLost) {
  folder_.write("large.jsonl", glossary(1000, 3000));
  const std::string before = dump();
  const CommandResult full = run(folder_.path(), {"import", "large.jsonl"}, {.max_file_bytes = 200 << 10});
  EXPECT_EQ(full.exit_code, 4) << full.err;
  EXPECT_THAT(full.err, HasSubstr("error: "));
  EXPECT_EQ(dump(), before);
  EXPECT_EQ(run(folder_.path(), {"import", "large.jsonl"}).exit_code, 0);
  for (const char* format : {"tbx", "xlsx", "csv", "jsonl"}) {
    const CommandResult cut = run(folder_.path(), {"export", "out", "--format", format}, {.max_file_bytes = 20 << 10});
    EXPECT_EQ(cut.exit_code, 4) << format << cut.err;
    EXPECT_FALSE(fs::exists(folder_.path() / "out")) << format;
  }
  const CommandResult device = run(folder_.path(), {"export", "-", "--format", "jsonl"}, {.out_file = "/dev/full"});
  EXPECT_EQ(device.exit_code, 4) << device.err;
}

TEST_F(TermbaseFaults, AnotherWriterIsWaitedForThenNamed) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(database().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const CommandResult busy = run(folder_.path(), {"edit", "g1", "--note", "x", "--wait", "0.2"});
  EXPECT_EQ(busy.exit_code, 4) << busy.out;
  EXPECT_THAT(busy.err, HasSubstr("in use by another process"));
  EXPECT_EQ(run(folder_.path(), {"show", "g1"}).exit_code, 0) << "readers go on";
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_EQ(run(folder_.path(), {"edit", "g1", "--note", "x", "--wait", "0.2"}).exit_code, 0);
}

TEST_F(TermbaseFaults, AReadOnlyFolderIsReadAndNotWritten) {
  const auto permissions = [&](fs::perms folder, fs::perms file) {
    fs::permissions(folder_.path() / ".termknit", folder);
    fs::permissions(database(), file);
  };
  using fs::perms;
  fs::permissions(folder_.path(), perms::all);
  permissions(perms::owner_read | perms::owner_exec | perms::group_read | perms::group_exec | perms::others_read |
                  perms::others_exec,
              perms::owner_read | perms::group_read | perms::others_read);
  const auto as_user = [&](std::vector<std::string> arguments) {
    return ::getuid() == 0 ? as_nobody(std::move(arguments)) : run(folder_.path(), arguments);
  };
  const CommandResult shown = as_user({"show", "g1"});
  if (shown.exit_code == 126 || shown.exit_code == 127) GTEST_SKIP() << "the program cannot be run as another user";
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  const CommandResult edited = as_user({"edit", "g1", "--note", "x"});
  EXPECT_EQ(edited.exit_code, 4) << edited.out;
  EXPECT_THAT(edited.err, AnyOf(HasSubstr("read-only"), HasSubstr("cannot be opened")));
  EXPECT_EQ(as_user({"import", "first.jsonl"}).exit_code, 4);
  permissions(perms::owner_all, perms::owner_read | perms::owner_write);
  EXPECT_EQ(run(folder_.path(), {"edit", "g1", "--note", "x"}).exit_code, 0);
}

TEST_F(TermbaseFaults, ANewerSchemaIsLeftAlone) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(database().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "PRAGMA user_version = 99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  for (const std::vector<std::string>& command : {std::vector<std::string>{"show", "g1"},
                                                  {"edit", "g1", "--note", "x"},
                                                  {"import", "first.jsonl"},
                                                  {"export", "out.tbx"},
                                                  {"backup", "copy.db"}}) {
    const CommandResult result = run(folder_.path(), command);
    EXPECT_EQ(result.exit_code, 4) << command[0];
    EXPECT_THAT(result.err, HasSubstr("termbase of schema 99, this program knows")) << command[0];
  }
  EXPECT_FALSE(fs::exists(folder_.path() / "out.tbx"));
}

TEST_F(TermbaseFaults, DamageIsSaidAndNothingIsDeleted) {
  folder_.write("more.jsonl", glossary(1000, 300));
  ASSERT_EQ(run(folder_.path(), {"import", "more.jsonl"}).exit_code, 0);
  const std::string good = folder_.read(".termknit/termbase.db");
  std::mt19937 random(68);
  for (int i = 0; i < 12; ++i) {
    std::string bad = good;
    for (int byte = 0; byte < 100; ++byte) bad[random() % bad.size()] = static_cast<char>(random());
    if (i == 0) bad.replace(0, 100, 100, 'x');
    if (i == 1) bad.resize(bad.size() / 2);
    folder_.write(".termknit/termbase.db", bad);
    for (const char* side : {"-wal", "-shm"}) fs::remove(database().string() + side);
    const CommandResult shown = run(folder_.path(), {"show", "g1"});
    EXPECT_THAT(shown.exit_code, AnyOf(0, 1, 4)) << shown.err;
    const CommandResult exported = run(folder_.path(), {"export", "out.jsonl"});
    EXPECT_THAT(exported.exit_code, AnyOf(0, 1, 4)) << exported.err;
    const CommandResult edited = run(folder_.path(), {"edit", "g1", "--note", "x"});
    EXPECT_THAT(edited.exit_code, AnyOf(0, 1, 4)) << edited.err;
    if (i == 0) {
      EXPECT_THAT(shown.err, HasSubstr("is damaged"));
      EXPECT_EQ(folder_.read(".termknit/termbase.db"), bad) << "left as it is";
    }
  }
}

TEST_F(TermbaseFaults, ACutFileStoresNothing) {  // A46
  const std::string before = dump();
  ASSERT_EQ(run(folder_.path(), {"export", "whole.tbx"}).exit_code, 0);
  const std::string whole = folder_.read("whole.tbx");
  std::string cut = whole.substr(0, whole.size() * 7 / 10);
  for (std::size_t at = cut.find("id=\"g"); at != cut.npos; at = cut.find("id=\"g", at + 1)) cut[at + 4] = 'h';
  folder_.write("cut.tbx", cut);
  const CommandResult result = run(folder_.path(), {"import", "cut.tbx"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("cut.tbx:"));
  EXPECT_THAT(result.err, HasSubstr("not well-formed XML"));
  EXPECT_EQ(dump(), before);
}

TEST_F(TermbaseFaults, AnOutdatedEditIsRefused) {
  const CommandResult first = run(folder_.path(), {"edit", "g1", "--note", "mine", "--revision", "1"});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  const CommandResult second = run(folder_.path(), {"edit", "g1", "--note", "theirs", "--revision", "1"});
  EXPECT_EQ(second.exit_code, 4) << second.err;
  EXPECT_THAT(second.err, HasSubstr("changed by somebody else"));
  EXPECT_EQ(run(folder_.path(), {"show", "g1", "--json"}).out.find("theirs"), std::string::npos);
}

TEST_F(TermbaseFaults, ImportsTellStoreNothingWhenDryAndAreOneStepBack) {
  folder_.write("more.csv", "en,nl\nsale,verkoop\n,\nshop,winkel\n");
  const std::string before = dump();
  const CommandResult dry = run(folder_.path(), {"import", "more.csv", "--dry-run"});
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("2 entries, 4 terms read"));
  EXPECT_EQ(dump(), before);
  EXPECT_EQ(run(folder_.path(), {"import", "more.csv"}).exit_code, 0);
  EXPECT_NE(dump(), before);
  EXPECT_EQ(run(folder_.path(), {"undo"}).exit_code, 0);
  EXPECT_EQ(dump(), before);
}

TEST_F(TermbaseFaults, AGlossaryBesideAnswersUnderItsName) {
  folder_.write("agency.csv", "en,nl\ninvoice,factuur\n");
  const std::string before = dump();
  const CommandResult imported = run(folder_.path(), {"import", "agency.csv", "--as", "agency"});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_EQ(dump(), before) << "the termbase is as it was";
  const CommandResult found = run(folder_.path(), {"lookup", "invoices", "--from", "en", "--to", "nl", "--tsv"});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("factuur"));
  EXPECT_THAT(found.out, HasSubstr("glossary agency"));
  EXPECT_EQ(run(folder_.path(), {"import", "agency.csv", "--as", "../x"}).exit_code, 2);
}

TEST_F(TermbaseFaults, ABackupIsATermbase) {
  EXPECT_EQ(run(folder_.path(), {"backup", "copy.db"}).exit_code, 0);
  const CommandResult same = run(folder_.path(), {"diff", "-", "copy.db"});
  EXPECT_EQ(same.exit_code, 0) << same.out << same.err;
  EXPECT_EQ(run(folder_.path(), {"backup", "copy.db"}).exit_code, 4) << "nothing is overwritten";
}

}  // namespace
}  // namespace termknit
