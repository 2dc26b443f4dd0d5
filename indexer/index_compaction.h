// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace termknit {

/// Writes what is committed of the index in `source` to `target`, compacted: shards stay what they are, segments
/// (indexer/index_database.h) become one database. Numbers of articles stay. Xapian's errors become Error: io (disk
/// full), corrupt.
void compact_index(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace termknit
