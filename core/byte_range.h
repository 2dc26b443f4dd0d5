// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace termknit {

/// Half-open range of bytes [begin, end) in a text that the context names.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
  bool operator==(const ByteRange&) const = default;
  /// The piece of `text`; `text` must be the text the range was made for.
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

}  // namespace termknit
