// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_database.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

namespace termknit {
namespace fs = std::filesystem;

namespace {

fs::path numbered(const fs::path& folder, std::string_view name, unsigned number, unsigned count) {
  return count < 2 ? folder : folder / fmt::format("{}.{}", name, number);
}

/// The folders "NAME.1", "NAME.2" and so on in `folder`; itself if there are none.
std::vector<fs::path> all_numbered(const fs::path& folder, std::string_view name) {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (unsigned number = 1;; ++number) {
    fs::path path = numbered(folder, name, number, 2);
    if (!fs::is_directory(path, ignored)) break;
    found.push_back(std::move(path));
  }
  if (found.empty()) found.push_back(folder);
  return found;
}

}  // namespace

std::vector<fs::path> segments_of(const fs::path& folder) {
  return all_numbered(folder, "segment");
}

fs::path segment_path(const fs::path& folder, unsigned number, unsigned count) {
  return numbered(folder, "segment", number, count);
}

std::vector<fs::path> shards_of(const fs::path& folder) {
  return all_numbered(folder, "shard");
}

fs::path shard_path(const fs::path& folder, unsigned number, unsigned count) {
  return numbered(folder, "shard", number, count);
}

std::vector<fs::path> databases_of(const fs::path& folder) {
  std::vector<fs::path> databases;
  for (const fs::path& segment : segments_of(folder)) {
    for (fs::path& shard : shards_of(segment)) databases.push_back(std::move(shard));
  }
  return databases;
}

Xapian::Database open_database(const fs::path& folder) {
  Xapian::Database all;
  const std::vector<fs::path> shards = shards_of(folder);
  if (shards.size() == 1) return Xapian::Database(shards.front().string());
  for (const fs::path& shard : shards) all.add_database(Xapian::Database(shard.string()));
  return all;
}

}  // namespace termknit
