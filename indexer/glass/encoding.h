// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How numbers and position lists stand in the tables of Xapian's glass format (Xapian 1.4, format of 2016-03-14).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace termknit::glass {

/// Seven bits a byte, the lowest first; the highest bit of a byte says that more follow.
void append_number(std::string& out, std::uint64_t number);
/// The number that `bytes` begins with, and takes it away.
std::uint64_t take_number(std::string_view& bytes);

/// Two to five bytes that sort as the numbers do.
void append_sortable(std::string& out, std::uint32_t number);

/// Its length, then itself.
void append_string(std::string& out, std::string_view text);

/// Ascending positions, at least one: the last; if there are more the first, their count and those between, each by the
/// middle of its neighbours (interpolative coding: Moffat and Stuiver, "Binary Interpolative Coding for Effective Index
/// Compression", 2000).
void append_positions(std::string& out, std::span<const std::uint32_t> positions);

}  // namespace termknit::glass
