// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is made once per dictionary and kept on disk: three lines (kind and version, stamp of the source, checksum of
// the rest), then the body.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace termknit {

/// The body; empty if the file is not there, or is of another version or source. Throws Error(corrupt) with the place
/// if it is damaged, Error(io).
std::optional<std::string> read_cache_file(const std::filesystem::path& file, std::string_view kind,
                                           std::uint64_t stamp);
/// Written whole or not at all. Throws Error(io).
void write_cache_file(const std::filesystem::path& file, std::string_view kind, std::uint64_t stamp,
                      std::string_view body);

}  // namespace termknit
