// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_database.h"

#include <fmt/format.h>
#include <xapian.h>

namespace termknit {
namespace fs = std::filesystem;

fs::path shard_path(const fs::path& folder, unsigned number, unsigned count) {
  return count < 2 ? folder : folder / fmt::format("shard.{}", number);
}

std::vector<fs::path> shards_of(const fs::path& folder) {
  std::vector<fs::path> shards;
  std::error_code ignored;
  for (unsigned number = 1;; ++number) {
    fs::path shard = shard_path(folder, number, 2);
    if (!fs::is_directory(shard, ignored)) break;
    shards.push_back(std::move(shard));
  }
  if (shards.empty()) shards.push_back(folder);
  return shards;
}

Xapian::Database open_database(const fs::path& folder) {
  Xapian::Database all;
  const std::vector<fs::path> shards = shards_of(folder);
  if (shards.size() == 1) return Xapian::Database(shards.front().string());
  for (const fs::path& shard : shards) all.add_database(Xapian::Database(shard.string()));
  return all;
}

}  // namespace termknit
