// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A database folder on disk: one Xapian database, or several of them ("shard.1", "shard.2", ...) that are one index.
// An article is in one shard; everything that is not of one article (vocabulary, fingerprints) is in the first.

#include <filesystem>
#include <vector>

namespace Xapian {
class Database;
}

namespace termknit {

/// The databases of `folder` in their order: itself, or its shards.
std::vector<std::filesystem::path> shards_of(const std::filesystem::path& folder);

/// Where shard `number` (from 1) of `count` is: `folder` itself if there is only one.
std::filesystem::path shard_path(const std::filesystem::path& folder, unsigned number, unsigned count);

/// Opens all of `folder` for reading. Throws Xapian::Error.
Xapian::Database open_database(const std::filesystem::path& folder);

}  // namespace termknit
