// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Xapian's tables have no checksums: a block that a failing disk changed may answer wrongly without an error. A file
// beside them keeps the checksum of each, written when a run has ended and removed before the next one writes.

#include <filesystem>
#include <string>
#include <vector>

namespace termknit {

/// Of every table of the databases in `folder`. Throws Error(io).
void write_checksums(const std::filesystem::path& folder);
void remove_checksums(const std::filesystem::path& folder);

/// What is wrong with the database: tables that are not as they were written, then what Xapian's own check finds.
/// Reads everything. Empty if nothing is. Without checksums (a run was killed) Xapian's check has to do.
std::vector<std::string> find_damage(const std::filesystem::path& folder);

}  // namespace termknit
