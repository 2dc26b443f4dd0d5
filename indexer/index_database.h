// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A database folder on disk: one Xapian database, or several. An index that was asked to have shards is several
// databases for good ("shard.1", "shard.2", ...): an article is in one of them; everything that is not of one article
// (vocabulary, fingerprints) is in the first. An index that is being made for the first time may be several segments
// ("segment.1", ...), so that more than one thread can write: each is a whole index of a run of the articles, and they
// are joined when all is written (docs/decisions/segments.md).

#include <filesystem>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace termknit {

/// N of a name that is `prefix` and N; 0 if it is something else ("segment.1.part": what is being written).
unsigned number_of_name(std::string_view name, std::string_view prefix);

/// The segments of `folder` that are written, in the order of their articles; `folder` itself if there are none.
std::vector<std::filesystem::path> segments_of(const std::filesystem::path& folder);
bool is_segmented(const std::filesystem::path& folder);

/// Where segment `number` (from 1) is.
std::filesystem::path segment_path(const std::filesystem::path& folder, unsigned number);

/// The shards of a folder without segments, in their order; `folder` itself if it has none.
std::vector<std::filesystem::path> shards_of(const std::filesystem::path& folder);

/// Where shard `number` (from 1) of `count` is: `folder` itself if there is only one.
std::filesystem::path shard_path(const std::filesystem::path& folder, unsigned number, unsigned count);

/// The folders of all Xapian databases of `folder`.
std::vector<std::filesystem::path> databases_of(const std::filesystem::path& folder);

/// Opens all shards of a folder without segments for reading. Throws Xapian::Error.
Xapian::Database open_database(const std::filesystem::path& folder);

}  // namespace termknit
