// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/repeat_tracker.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "indexer/block_uses.h"
#include "indexer/index_segments.h"
#include "indexer/posting_list.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

namespace fs = std::filesystem;

bool unsettled(const fs::path& database) {
  return IndexSegments(database).unsettled();
}

TEST(RepeatTracker, KilledAfterTheFileOfUsesIsWrittenItLeavesASign) {  // A63
  const TempFolder folder;
  const fs::path database = folder.path() / "index.1", killed = folder.path() / "killed";
  std::vector<PostingMaker> makers;
  IndexSegments index(database);
  RepeatTracker repeats(index, database);
  repeats.seen({1, 2, 3});
  // What is on disk at this moment is what a killed run leaves.
  repeats.settle(makers, [&] {
    fs::remove_all(killed);
    fs::copy(database, killed, fs::copy_options::recursive);
    return false;
  });
  ASSERT_TRUE(fs::exists(killed / kBlockUsesFile));
  EXPECT_TRUE(unsettled(killed));
  EXPECT_FALSE(index.unsettled());
}

TEST(RepeatTracker, AFileOfUsesBesideNoArticlesIsNotBelieved) {
  const TempFolder folder;
  const fs::path database = folder.path() / "index.1";
  std::vector<PostingMaker> makers;
  IndexSegments index(database);
  BlockUseWriter file(database / kBlockUsesFile);
  for (std::uint32_t article = 1; article <= 3; ++article) file.add({7, article, false});
  file.commit();
  RepeatTracker repeats(index, database);
  EXPECT_EQ(repeats.settle(makers, {}), 0U);
  EXPECT_EQ(read_block_uses(database / kBlockUsesFile)->next(), std::nullopt);
}

}  // namespace
}  // namespace termknit::test
