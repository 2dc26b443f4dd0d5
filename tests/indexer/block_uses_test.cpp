// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/block_uses.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

std::vector<BlockUse> all(BlockUseSource& source) {
  std::vector<BlockUse> uses;
  while (const auto use = source.next()) uses.push_back(*use);
  return uses;
}

std::vector<BlockUse> some_uses(std::size_t count) {
  std::mt19937_64 random(1);
  std::vector<BlockUse> uses(count);
  for (BlockUse& use : uses)
    use = {random() >> 24, static_cast<std::uint32_t>(random() % 4'000'000'000 + 1), random() % 2 == 0};
  return uses;
}

void write(const std::filesystem::path& file, const std::vector<BlockUse>& uses) {
  BlockUseWriter writer(file);
  for (const BlockUse& use : uses) writer.add(use);
  writer.commit();
}

TEST(BlockUses, AFileGivesWhatWasWritten) {
  const TempFolder folder;
  std::vector<BlockUse> uses = some_uses(50'000);
  std::sort(uses.begin(), uses.end());
  write(folder.path() / "blocks", uses);
  EXPECT_EQ(all(*read_block_uses(folder.path() / "blocks")), uses);
  EXPECT_TRUE(all(*read_block_uses(folder.path() / "none")).empty());
}

TEST(BlockUses, SortsMoreThanItHoldsInMemory) {
  const TempFolder folder;
  std::vector<BlockUse> uses = some_uses(1'200'000);
  BlockUseSorter sorter(folder.path() / "blocks");
  for (const BlockUse& use : uses) sorter.add(use);
  std::sort(uses.begin(), uses.end());
  EXPECT_TRUE(all(*sorter.sorted()) == uses);
  sorter.clear();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(BlockUses, UsesOfArticlesThatLeftAreLeftOut) {
  const TempFolder folder;
  write(folder.path() / "a", {{1, 1}, {1, 2}, {5, 1}});
  write(folder.path() / "b", {{1, 3, true}, {4, 9}});
  const std::unordered_set<std::uint32_t> left{1};
  const auto merged = merge(without(read_block_uses(folder.path() / "a"), left), read_block_uses(folder.path() / "b"));
  EXPECT_EQ(all(*merged), (std::vector<BlockUse>{{1, 2}, {1, 3, true}, {4, 9}}));
}

TEST(BlockUses, EveryChangedByteAndEveryMissingEndIsNoticed) {
  const TempFolder folder;
  const auto file = folder.path() / "blocks";
  std::vector<BlockUse> uses = some_uses(30);
  std::sort(uses.begin(), uses.end());
  write(file, uses);
  const std::string bytes = folder.read("blocks");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    folder.write("blocks", changed);
    EXPECT_THROW(all(*read_block_uses(file)), Error) << i;
    folder.write("blocks", bytes.substr(0, i));
    EXPECT_THROW(all(*read_block_uses(file)), Error) << i;
  }
}

}  // namespace
}  // namespace termknit::test
