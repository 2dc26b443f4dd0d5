// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/checksum.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/tsv.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

ErrorKind kind_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::internal;
}

TEST(File, IsWrittenWholeOrNotAtAll) {
  const test::TempFolder folder;
  folder.write("a.txt", "before");
  {
    AtomicFile file(folder.path() / "a.txt");
    file.write("half");
  }
  EXPECT_EQ(folder.read("a.txt"), "before");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
  write_file(folder.path() / "a.txt", "after");
  EXPECT_EQ(folder.read("a.txt"), "after");
  EXPECT_EQ(kind_of([&] { AtomicFile(folder.path() / "none" / "a.txt"); }), ErrorKind::io);
}

TEST(File, ADeviceIsWrittenToAndStaysOne) {
  const std::filesystem::path full = "/dev/full";
  if (!std::filesystem::is_character_file(full)) GTEST_SKIP() << "no /dev/full";
  EXPECT_EQ(kind_of([&] { write_file(full, "x"); }), ErrorKind::io);
  EXPECT_TRUE(std::filesystem::is_character_file(full));
  write_file("/dev/null", "x");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(File, OfALinkTheTargetIsReplaced) {
  const test::TempFolder folder;
  folder.write("a.txt", "before");
  std::filesystem::create_symlink("a.txt", folder.path() / "link.txt");
  write_file(folder.path() / "link.txt", "after");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path() / "link.txt"));
  EXPECT_EQ(folder.read("a.txt"), "after");
  std::filesystem::create_symlink("new.txt", folder.path() / "dangling.txt");
  write_file(folder.path() / "dangling.txt", "new");
  EXPECT_EQ(folder.read("new.txt"), "new");
}

TEST(File, IsReadWithinItsLimit) {
  const test::TempFolder folder;
  const auto path = folder.write("a.txt", "12345");
  EXPECT_EQ(read_file(path), "12345");
  EXPECT_EQ(kind_of([&] { read_file(path, 4); }), ErrorKind::limit);
  EXPECT_EQ(kind_of([&] { read_file(folder.path()); }), ErrorKind::io);
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(kind_of([&] { read_file(folder.path() / "pipe"); }), ErrorKind::io);
}

TEST(File, AHugeOneIsRefusedUnread) {
  const test::TempFolder folder;
  const auto path = folder.write("sparse.txt", "");
  std::filesystem::resize_file(path, std::uintmax_t{3} << 30);
  EXPECT_EQ(kind_of([&] { read_file(path, 64 << 20); }), ErrorKind::limit);
}

TEST(Tsv, SplitsAndJoins) {
  EXPECT_EQ(split("a\t\tb", '\t').size(), 3U);
  EXPECT_EQ(split_synonyms(" a |  | b c ").size(), 2U);
  EXPECT_EQ(tsv_cell("a\tb\r\nc"), "a b  c");
  std::string lines;
  for_each_line("x\r\ny\n\nz", [&](std::string_view line, std::size_t number) {
    lines += std::to_string(number) + std::string(line) + ";";
  });
  EXPECT_EQ(lines, "1x;2y;3;4z;");
}

TEST(Parallel, CoversEverythingAndPassesTheFirstFailureOn) {
  std::vector<int> seen(1000);
  parallel_for(seen.size(), 4, [&](std::size_t i, unsigned) { ++seen[i]; });
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 1000);
  EXPECT_EQ(kind_of([] {
              parallel_for(100, 3, [](std::size_t i, unsigned) {
                if (i == 50) throw Error(ErrorKind::limit, "stop");
              });
            }),
            ErrorKind::limit);
}

TEST(Checksum, ChangesWithItsInput) {
  EXPECT_NE(checksum("a"), checksum("b"));
  EXPECT_EQ(to_hex(255), "00000000000000ff");
  EXPECT_EQ(file_stamp("/not/there"), 0U);
}

TEST(Error, NamesItsPlace) {
  EXPECT_STREQ(Error(ErrorKind::malformed, "wrong", {"a.txt", 3, 7}).what(), "a.txt:3:7: wrong");
  EXPECT_STREQ(Error(ErrorKind::malformed, "wrong").what(), "wrong");
}

}  // namespace
}  // namespace termknit
