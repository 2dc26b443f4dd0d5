// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace termknit {

/// XXH3 64-bit of `bytes`: for noticing change, not for defence against forgery.
std::uint64_t checksum(std::string_view bytes, std::uint64_t seed = 0);

/// 16 lower-case hexadecimal digits.
std::string to_hex(std::uint64_t value);

/// Size, modification time and path in one number: changes when a file is replaced, without reading it. 0 if it is not
/// there.
std::uint64_t file_stamp(const std::filesystem::path& path);

}  // namespace termknit
