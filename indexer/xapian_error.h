// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

namespace termknit {

/// Runs `f` and turns a Xapian::Error into an Error: locked, io (disk full, forbidden), too_new, corrupt with the way
/// to mend it.
void with_xapian_errors(const std::filesystem::path& database, const std::function<void()>& f);

}  // namespace termknit
