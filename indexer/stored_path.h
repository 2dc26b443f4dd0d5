// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace termknit {

/// A file's path as the index keeps it: relative to `base` (with ".." where it lies beside), with '/' between; a line
/// feed, a tab, '%' and every byte that is not UTF-8 as %XX. `file_path(base, stored_path(base, p))` names the same
/// file as `p`.
std::string stored_path(const std::filesystem::path& base, const std::filesystem::path& file);
std::filesystem::path file_path(const std::filesystem::path& base, std::string_view stored);

}  // namespace termknit
