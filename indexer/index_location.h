// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where an index is: `project/index` is a Xapian stub file that names the current database folder `index.N` beside it.
// Switching to a new database is one rename of the stub, so a reader sees the old one or the new one, whole.

#include <filesystem>
#include <optional>

namespace termknit {

/// The stub's path.
std::filesystem::path index_stub(const std::filesystem::path& project);

/// The database folder the stub names; empty if there is no stub. Throws Error(corrupt) if the stub is not ours.
std::optional<std::filesystem::path> current_database(const std::filesystem::path& project);

/// `index.N` with N one above all there are.
std::filesystem::path next_database(const std::filesystem::path& project);

/// Writes the stub for `database` (a folder in `project`) and removes all other `index.N` folders. Only with the
/// writer's lock.
void switch_database(const std::filesystem::path& project, const std::filesystem::path& database);

}  // namespace termknit
