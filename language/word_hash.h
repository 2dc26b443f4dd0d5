// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rows of letters of a text by their hashes, ASCII capitals as small letters: quick, to count words that were seen
// before, not to tell words.

#include <array>
#include <cstdint>
#include <string_view>

namespace termknit::word_hash {

/// Letters by their bytes, ASCII capitals as small ones; 0: no letter.
inline constexpr auto kLetters = [] {
  std::array<std::uint8_t, 256> letters{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool capital = byte >= 'A' && byte <= 'Z', small = byte >= 'a' && byte <= 'z';
    if (capital || small || byte >= 0x80) letters[byte] = static_cast<std::uint8_t>(capital ? byte + 'a' - 'A' : byte);
  }
  return letters;
}();

inline unsigned letter(char c) {
  return kLetters[static_cast<unsigned char>(c)];
}

/// Calls `f(hash)` for each row of letters; the upper bits are the mixed ones.
template <typename F>
void for_each(std::string_view text, const F& f) {
  std::uint64_t hash = 0;
  for (const char c : text) {
    if (const unsigned small = letter(c)) {
      hash = (hash + small) * 0x9E3779B97F4A7C15U;
    } else if (hash != 0) {
      f(hash);
      hash = 0;
    }
  }
  if (hash != 0) f(hash);
}

}  // namespace termknit::word_hash
