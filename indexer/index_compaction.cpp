// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_compaction.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <xapian.h>

#include "indexer/block_uses.h"
#include "indexer/index_database.h"
#include "indexer/index_schema.h"
#include "indexer/vocabulary_buffer.h"
#include "indexer/xapian_error.h"

namespace termknit {
namespace fs = std::filesystem;
namespace schema = index_schema;

namespace {

// Less is left empty than with Xapian's 8 KB. A look-up copies a block: with 32 KB it takes longer.
constexpr int kBlockBytes = 16 << 10;
constexpr unsigned kFlags = Xapian::DBCOMPACT_NO_RENUMBER;

/// What segments say of the same key.
class JoinedMetadata : public Xapian::Compactor {
 public:
  std::string resolve_duplicate_metadata(const std::string& key, std::size_t count,
                                         const std::string values[]) override {
    return schema::is_list(own_key(key)) ? joined_lists({values, values + count}) : values[0];
  }

 private:
  /// Xapian 1.4 gives the key of its table, which has two bytes before ours.
  static std::string_view own_key(std::string_view key) {
    constexpr std::string_view kTablePrefix("\0\xC0", 2);
    return key.starts_with(kTablePrefix) ? key.substr(kTablePrefix.size()) : key;
  }
};

void join_segments(const std::vector<fs::path>& segments, const fs::path& target) {
  Xapian::Database all;
  for (const fs::path& segment : segments) all.add_database(Xapian::Database(segment.string()));
  JoinedMetadata metadata;
  all.compact(target.string(), kFlags, kBlockBytes, metadata);
}

void compact_shards(const std::vector<fs::path>& shards, const fs::path& target) {
  const auto count = static_cast<unsigned>(shards.size());
  if (count > 1) fs::create_directory(target);
  for (unsigned i = 0; i < count; ++i)
    Xapian::Database(shards[i].string()).compact(shard_path(target, i + 1, count).string(), kFlags, kBlockBytes);
}

}  // namespace

void compact_index(const fs::path& source, const fs::path& target) {
  with_xapian_errors(source, [&] {
    if (is_segmented(source)) {
      join_segments(segments_of(source), target);
    } else {
      compact_shards(shards_of(source), target);
    }
  });
  std::error_code ignored;  // without them they are collected anew
  fs::copy_file(source / kBlockUsesFile, target / kBlockUsesFile, ignored);
}

}  // namespace termknit
