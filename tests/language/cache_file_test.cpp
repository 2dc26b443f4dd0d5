// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/cache_file.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

class CacheFile : public testing::Test {
 protected:
  CacheFile() { write_cache_file(file_, "guesser 2", 7, "a\nb"); }

  std::uint64_t damaged_line(const std::string& bytes) {
    write_file(file_, bytes);
    try {
      read_cache_file(file_, "guesser 2", 7);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt);
      EXPECT_EQ(error.place().file, file_.string());
      return error.place().line;
    }
    return 0;
  }

  const test::TempFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "de.guesser";
};

TEST_F(CacheFile, IsReadAgain) {
  EXPECT_EQ(read_cache_file(file_, "guesser 2", 7), "a\nb");
}

TEST_F(CacheFile, OfAnotherSourceOrVersionIsNone) {
  EXPECT_FALSE(read_cache_file(file_, "guesser 2", 8));
  EXPECT_FALSE(read_cache_file(file_, "guesser 3", 7));
  EXPECT_FALSE(read_cache_file(folder_.path() / "none", "guesser 2", 7));
}

TEST_F(CacheFile, NamesTheLineOfItsDamage) {
  const std::string whole = read_file(file_);
  std::string changed = whole;
  changed.back() ^= 1;
  EXPECT_EQ(damaged_line(changed), 3U);
  EXPECT_EQ(damaged_line(whole.substr(0, whole.size() - 4)), 3U);
  EXPECT_EQ(damaged_line("\x7F"
                         "ELF"),
            1U);
}

}  // namespace
}  // namespace termknit
