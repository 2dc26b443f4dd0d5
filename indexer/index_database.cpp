// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_database.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSegment = "segment.", kShard = "shard.";

fs::path numbered(const fs::path& folder, std::string_view name, unsigned number) {
  return folder / fmt::format("{}{}", name, number);
}

}  // namespace

unsigned number_of_name(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return 0;
  name.remove_prefix(prefix.size());
  unsigned number = 0;
  const auto result = std::from_chars(name.data(), name.data() + name.size(), number);
  return result.ec == std::errc{} && result.ptr == name.data() + name.size() ? number : 0;
}

std::vector<fs::path> segments_of(const fs::path& folder) {
  std::vector<unsigned> numbers;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (const unsigned number = number_of_name(entry.path().filename().string(), kSegment)) numbers.push_back(number);
  }
  if (numbers.empty()) return {folder};
  std::sort(numbers.begin(), numbers.end());
  std::vector<fs::path> segments;
  for (const unsigned number : numbers) segments.push_back(segment_path(folder, number));
  return segments;
}

bool is_segmented(const fs::path& folder) {
  return segments_of(folder).front() != folder;
}

fs::path segment_path(const fs::path& folder, unsigned number) {
  return numbered(folder, kSegment, number);
}

std::vector<fs::path> shards_of(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (unsigned number = 1;; ++number) {
    fs::path path = numbered(folder, kShard, number);
    if (!fs::is_directory(path, ignored)) break;
    found.push_back(std::move(path));
  }
  if (found.empty()) found.push_back(folder);
  return found;
}

fs::path shard_path(const fs::path& folder, unsigned number, unsigned count) {
  return count < 2 ? folder : numbered(folder, kShard, number);
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
