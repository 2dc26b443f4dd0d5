// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/private_file.h"

#include <array>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/mapped_file.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

constexpr std::array<std::string_view, 3> kPieces{"one, ", "", "two"};

TEST(PrivateFile, IsItsOwnersAloneAndReadThroughMemory) {
  const test::TempFolder folder;
  const auto path = folder.write("words", "what a reader still sees");
  const auto before = MappedFile::open(path);
  write_private_file(path, kPieces);
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(MappedFile::open(path)->bytes(), "one, two");
  EXPECT_EQ(before->bytes(), "what a reader still sees");
}

TEST(PrivateFile, ThatCannotBeWrittenLeavesNothingBehind) {
  const test::TempFolder folder;
  EXPECT_THROW(write_private_file(folder.path() / "none" / "words", kPieces), Error);
  folder.write("words/in", "the way");
  EXPECT_THROW(write_private_file(folder.path() / "words", kPieces), Error);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(MappedFile, IsNullForWhatIsNoFileWithBytes) {
  const test::TempFolder folder;
  EXPECT_EQ(MappedFile::open(folder.path() / "none"), nullptr);
  EXPECT_EQ(MappedFile::open(folder.path()), nullptr);
  EXPECT_EQ(MappedFile::open(folder.write("empty", "")), nullptr);
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(MappedFile::open(folder.path() / "pipe"), nullptr);
}

}  // namespace
}  // namespace termknit
