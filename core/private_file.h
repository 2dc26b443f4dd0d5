// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace termknit {

/// Writes `pieces`, one behind the other, to a file that its owner alone can read: whole or not at all, by a temporary
/// file in the same folder and a rename. Not flushed to the disk, for what can be made again and is checked when read.
/// Throws Error(io); nothing is left behind then.
void write_private_file(const std::filesystem::path& file, std::span<const std::string_view> pieces);

}  // namespace termknit
