// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Numbers in as few bytes as they need: seven bits a byte, the lowest first, all but the last with the high bit set.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace termknit {

inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(0x80 | (value & 0x7F));
  out += static_cast<char>(value);
}

/// Takes a number off `rest`. None if it ends before the number does.
inline std::optional<std::uint64_t> take_varint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

}  // namespace termknit
