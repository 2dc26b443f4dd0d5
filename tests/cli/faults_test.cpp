// SPDX-License-Identifier: GPL-3.0-or-later
// Special files, permissions, kills, full disks, a second writer: cases A19, A20 and A63 to A66 of the robustness
// catalogue.

#include <atomic>
#include <csignal>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/cli/texts.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

/// Enough articles that indexing takes a while.
void write_many(const TempFolder& folder, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string& text = i % 3 == 0 ? kGermanText : i % 3 == 1 ? kLatvianText : kCzechText;
    std::string long_text;
    for (int j = 0; j < 8; ++j)
      long_text += text + "\nNummer " + std::to_string(i * 8 + j) + " zeigt Kundenzahl" + std::to_string(i) + ".\n\n";
    folder.write("texts/" + std::to_string(i) + ".txt", long_text);
  }
}

std::string dump(const TempFolder& folder) {
  return run(folder.path(), {"doctor", "--dump"}).out;
}

TEST(Faults, SpecialFilesAreSkippedWithoutOpening) {  // A19
  const TempFolder folder;
  folder.write("texts/good.txt", kGermanText);
  ASSERT_EQ(::mkfifo((folder.path() / "texts/pipe.txt").c_str(), 0600), 0);
  std::filesystem::create_directory(folder.path() / "texts/folder.txt");
  std::filesystem::create_symlink("/dev/zero", folder.path() / "texts/zero.txt");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = (folder.path() / "texts/socket.txt").string();
  std::copy(name.begin(), name.end(), address.sun_path);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const CommandResult result = run(folder.path(), {"index", "texts"});
  ::close(socket);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("pipe.txt: skipped: is a pipe"));
  EXPECT_THAT(result.err, HasSubstr("socket.txt: skipped: is a socket"));
  EXPECT_THAT(result.err, HasSubstr("zero.txt: is a link and not followed"));
  EXPECT_THAT(result.out, HasSubstr("1 articles"));
}

TEST(Faults, UnreadableFilesAreNamedAndTheRestIndexed) {  // A20
  const TempFolder folder;
  folder.write("texts/good.txt", kGermanText);
  folder.write("texts/secret.txt", kGermanText);
  folder.write("texts/closed/inner.txt", kGermanText);
  const auto run_as_user = [&] {
    if (::getuid() != 0) return run(folder.path(), {"index", "texts"});
    // Root reads everything: the program is run as nobody.
    std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
    return run_program(folder.path(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env",
                                       "TERMKNIT_DATA=" + (source_folder() / "data").string(),
                                       "XDG_CACHE_HOME=" + (folder.path() / "cache").string(), TERMKNIT_TEST_PROGRAM,
                                       "index", "texts"});
  };
  ::chmod((folder.path() / "texts/secret.txt").c_str(), 0);
  ::chmod((folder.path() / "texts/closed").c_str(), 0);
  const CommandResult result = run_as_user();
  ::chmod((folder.path() / "texts/closed").c_str(), 0700);
  if (result.exit_code == 126 || result.exit_code == 127)
    GTEST_SKIP() << "the program cannot be run as another user here: " << result.err;
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_THAT(result.err, HasSubstr("secret.txt"));
  EXPECT_THAT(result.err, HasSubstr("closed"));
  EXPECT_THAT(result.out, HasSubstr("1 articles"));
}

TEST(Faults, AKillAtAnyTimeLosesNothingCommitted) {  // A63
  const TempFolder undisturbed;
  write_many(undisturbed, 60);
  const CommandResult whole = run(undisturbed.path(), {"index", "texts"});
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  const std::string expected = dump(undisturbed);
  std::mt19937 random(20261122);
  for (int i = 0; i < 12; ++i) {
    const TempFolder folder;
    write_many(folder, 60);
    const int after = static_cast<int>(random() % static_cast<unsigned>(whole.seconds * 1000 + 1));
    run(folder.path(), {"index", "texts"}, {.kill_after_ms = after, .kill_signal = SIGKILL});
    const CommandResult checked = run(folder.path(), {"doctor"});
    EXPECT_EQ(checked.exit_code, 0) << "killed after " << after << " ms: " << checked.out << checked.err;
    EXPECT_EQ(run(folder.path(), {"index", "texts"}).exit_code, 0);
    EXPECT_EQ(dump(folder), expected) << "killed after " << after << " ms";
  }
}

TEST(Faults, CtrlCCommitsAndStops) {  // A64
  const TempFolder folder;
  write_many(folder, 200);
  const CommandResult result = run(folder.path(), {"index", "texts"}, {.kill_after_ms = 300, .kill_signal = SIGINT});
  EXPECT_THAT(result.exit_code, AnyOf(130, 0)) << result.err;
  EXPECT_LT(result.seconds, 60);
  EXPECT_EQ(run(folder.path(), {"index", "texts"}).exit_code, 0);
  const TempFolder undisturbed;
  write_many(undisturbed, 200);
  run(undisturbed.path(), {"index", "texts"});
  EXPECT_EQ(dump(folder), dump(undisturbed));
}

TEST(Faults, AFullDiskIsSaidAndNothingIsLost) {  // A65
  const TempFolder folder;
  write_many(folder, 60);
  folder.write("first/one.txt", kGermanText);
  ASSERT_EQ(run(folder.path(), {"index", "first"}).exit_code, 0);
  const std::string before = dump(folder);
  // No file may grow past 64 KiB: what a full disk does, without being root.
  const CommandResult result = run(folder.path(), {"index", "texts"}, {.max_file_bytes = 64 << 10});
  EXPECT_EQ(result.exit_code, 4) << result.err;
  EXPECT_THAT(result.err, HasSubstr("error: "));
  EXPECT_EQ(dump(folder), before);
  // A new index, too: the tables that we write ourselves.
  const CommandResult fresh =
      run(folder.path(), {"index", "--rebuild", "texts", "first"}, {.max_file_bytes = 64 << 10});
  EXPECT_EQ(fresh.exit_code, 4) << fresh.err;
  EXPECT_THAT(fresh.err, HasSubstr("cannot be written: File too large"));
  EXPECT_EQ(dump(folder), before);
  EXPECT_EQ(run(folder.path(), {"index", "texts"}).exit_code, 0);
  const CommandResult exported =
      run(folder.path(), {"build", "first", "--output", "g.tbx"}, {.max_file_bytes = 64 << 10});
  EXPECT_EQ(exported.exit_code, 4) << exported.err;
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "g.tbx"));
}

TEST(Faults, ASecondWriterWaitsThenGivesUp) {  // A66
  const TempFolder folder;
  folder.write("texts/good.txt", kGermanText);
  ASSERT_EQ(run(folder.path(), {"index", "texts"}).exit_code, 0);
  const int lock = ::open((folder.path() / ".termknit/index.lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);
  const CommandResult busy = run(folder.path(), {"index", "texts", "--wait", "0.2"});
  EXPECT_EQ(busy.exit_code, 4);
  EXPECT_THAT(busy.err, HasSubstr("in use by process"));
  std::thread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    ::close(lock);
  });
  EXPECT_EQ(run(folder.path(), {"index", "texts", "--wait", "20"}).exit_code, 0);
  release.join();
}

TEST(Faults, ReadersNeverFailWhileAWriterWorks) {  // A66
  const TempFolder folder;
  write_many(folder, 150);
  folder.write("first/one.txt", kGermanText);
  ASSERT_EQ(run(folder.path(), {"index", "first"}).exit_code, 0);
  CommandResult written;
  std::thread writer([&] { written = run(folder.path(), {"index", "texts"}); });
  for (int i = 0; i < 25; ++i) {
    const CommandResult found = run(folder.path(), {"search", "Kundenservice"});
    EXPECT_EQ(found.exit_code, 0) << found.err;
  }
  writer.join();
  EXPECT_EQ(written.exit_code, 0) << written.err;
}

TEST(Faults, ADamagedIndexIsSaidAndMendedByRebuild) {
  const TempFolder folder;
  write_many(folder, 10);
  run(folder.path(), {"index", "texts"});
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / ".termknit")) {
    if (entry.is_directory()) std::filesystem::resize_file(entry.path() / "postlist.glass", 100);
  }
  const CommandResult result = run(folder.path(), {"search", "Kundenservice"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("run 'termknit index --rebuild'"));
  EXPECT_EQ(run(folder.path(), {"index", "--rebuild", "texts"}).exit_code, 0);
  EXPECT_EQ(run(folder.path(), {"search", "Kundenservice"}).exit_code, 0);
}

TEST(Faults, AnIndexOfAnOlderFormatIsMadeAgainAndOneOfANewerLeftAlone) {
  const TempFolder folder;
  write_many(folder, 3);
  run(folder.path(), {"index", "texts"});
  const std::string before = dump(folder);
  const auto set_version = [&](const char* version) {
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / ".termknit")) {
      if (entry.is_directory())
        run_program(folder.path(), {"xapian-metadata", "set", entry.path().string(), "termknit.version", version});
    }
  };
  set_version("1");
  EXPECT_THAT(run(folder.path(), {"search", "Kundenservice"}).err, HasSubstr("run 'termknit index'"));
  const CommandResult again = run(folder.path(), {"index"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("made by an older version"));
  EXPECT_THAT(again.out, HasSubstr("3 articles: 3 added"));
  EXPECT_EQ(dump(folder), before);
  set_version("999");
  const CommandResult newer = run(folder.path(), {"index"});
  EXPECT_EQ(newer.exit_code, 4);
  EXPECT_THAT(newer.err, HasSubstr("format version 999"));
}

TEST(Faults, ADumpHoldsNoControlCharacters) {
  const TempFolder folder;
  write_many(folder, 2);
  run(folder.path(), {"index", "texts"});
  for (const char c : dump(folder)) EXPECT_TRUE(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20);
}

TEST(Faults, WordsThatAreInNoArticleAnyMoreLeaveTheVocabulary) {
  const TempFolder folder;
  folder.write("texts/a.txt", "Der Kundenservice hilft.");
  folder.write("texts/b.txt", "Die Größenänderungen überraschen.");
  run(folder.path(), {"index", "texts"});
  EXPECT_THAT(dump(folder), HasSubstr("Größenänderungen"));
  std::filesystem::remove(folder.path() / "texts/b.txt");
  run(folder.path(), {"index"});
  std::filesystem::rename(folder.path() / "texts/a.txt", folder.path() / "texts/c.txt");
  const std::string updated = dump(folder);
  run(folder.path(), {"index", "--rebuild"});
  EXPECT_EQ(run(folder.path(), {"search", "Grossenanderungen"}).exit_code, 1);
  EXPECT_EQ(updated.find("nderungen"), std::string::npos);
}

/// Changes a table of the index: bytes, a block of zeroes, the end cut off, or all of it.
void damage(const std::filesystem::path& file, std::mt19937& random) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  switch (random() % 4) {
    case 0:
      for (int i = 0; i < 20; ++i) {
        char& byte = bytes[random() % bytes.size()];
        byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 255));
      }
      break;
    case 1: {
      const std::size_t at = random() % std::max<std::size_t>(bytes.size() / 8192, 1) * 8192;
      for (std::size_t i = at; i < std::min(bytes.size(), at + 8192); ++i) bytes[i] = '\x5A';
      break;
    }
    case 2:
      bytes.resize(random() % bytes.size());
      break;
    default:
      std::filesystem::remove(file);
      return;
  }
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST(Faults, DoctorFindsEveryDamageAndNothingCrashes) {  // A67; all 300 runs: tools/index_faults.py
  const TempFolder folder;
  write_many(folder, 20);
  ASSERT_EQ(run(folder.path(), {"index", "texts"}).exit_code, 0);
  ASSERT_EQ(run(folder.path(), {"doctor"}).exit_code, 0);
  std::mt19937 random(20261122);
  const std::filesystem::path project = folder.path() / ".termknit", whole = folder.path() / "whole";
  std::filesystem::copy(project, whole, std::filesystem::copy_options::recursive);
  for (int i = 0; i < 16; ++i) {
    std::filesystem::remove_all(project);
    std::filesystem::copy(whole, project, std::filesystem::copy_options::recursive);
    std::vector<std::filesystem::path> tables;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(project)) {
      if (entry.is_regular_file() && entry.file_size() > 0 && entry.path().extension() == ".glass")
        tables.push_back(entry.path());
    }
    std::sort(tables.begin(), tables.end());
    ASSERT_FALSE(tables.empty());
    const std::filesystem::path table = tables[random() % tables.size()];
    damage(table, random);
    EXPECT_THAT(run(folder.path(), {"search", "Kundenservice"}).exit_code, AnyOf(0, 1, 4)) << table;
    EXPECT_THAT(run(folder.path(), {"concordance", "Kundenservice"}).exit_code, AnyOf(0, 1, 4)) << table;
    const CommandResult checked = run(folder.path(), {"doctor"});
    EXPECT_EQ(checked.exit_code, 1) << table << checked.out;
    EXPECT_THAT(checked.out, HasSubstr("run 'termknit index --rebuild'")) << table << checked.err;
  }
}

/// Articles and their terms. The vocabulary keeps words of replaced articles until a rebuild, which does no harm.
std::string articles_of(const std::string& dumped) {
  std::istringstream lines(dumped);
  std::string line, kept;
  while (std::getline(lines, line)) {
    if (line.starts_with("article\t") || line.starts_with("term\t")) kept += line + '\n';
  }
  return kept;
}

TEST(Faults, FilesThatChangeWhileTheyAreReadEndAsTheyAre) {  // A21
  const TempFolder folder;
  write_many(folder, 80);
  std::atomic<bool> done{false};
  std::thread changer([&] {
    std::mt19937 random(7);
    while (!done) {
      const auto file = folder.path() / "texts" / (std::to_string(random() % 80) + ".txt");
      std::error_code ignored;
      switch (random() % 3) {
        case 0:
          std::filesystem::resize_file(file, random() % 2000, ignored);
          break;
        case 1:
          std::filesystem::remove(file, ignored);
          break;
        default:
          folder.write("texts/new.tmp", kCzechText);
          std::filesystem::rename(folder.path() / "texts/new.tmp", file, ignored);
      }
    }
  });
  const CommandResult first = run(folder.path(), {"index", "texts"});
  done = true;
  changer.join();
  EXPECT_THAT(first.exit_code, AnyOf(0, 3)) << first.err;
  EXPECT_THAT(run(folder.path(), {"index", "texts"}).exit_code, AnyOf(0, 3));
  const std::string updated = articles_of(dump(folder));
  EXPECT_FALSE(updated.empty());
  run(folder.path(), {"index", "--rebuild"});
  EXPECT_EQ(updated, articles_of(dump(folder)));
}

TEST(Faults, AnIndexOfAnotherAnalysisIsToldAndMended) {
  const TempFolder folder;
  folder.write("texts/a.txt", kGermanText);
  std::filesystem::copy(source_folder() / "data", folder.path() / "data", std::filesystem::copy_options::recursive);
  const RunOptions other{.environment = {{"TERMKNIT_DATA", (folder.path() / "data").string()}}};
  ASSERT_EQ(run(folder.path(), {"index", "texts"}, other).exit_code, 0);
  folder.write("data/languages/de/exceptions.tsv", "Quatsch\tQuatsch\n");
  EXPECT_THAT(run(folder.path(), {"search", "Kundenservice"}, other).err,
              HasSubstr("run 'termknit index' to bring it up to date"));
  EXPECT_THAT(run(folder.path(), {"doctor"}, other).out, HasSubstr("'termknit index' indexes these again"));
  EXPECT_THAT(run(folder.path(), {"index"}, other).out, HasSubstr("1 changed"));
  EXPECT_EQ(run(folder.path(), {"search", "Kundenservice"}, other).err.find("bring it up to date"), std::string::npos);
}

}  // namespace
}  // namespace termknit::test
