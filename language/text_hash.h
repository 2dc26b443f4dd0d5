// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A hash that grows with its text, byte by byte: all beginnings of a word, and what may stand behind each, are hashed
// without writing them down. FNV-1a (Fowler, Noll, Vo), its bits mixed at the end as by MurmurHash3's finalizer.

#include <cstdint>
#include <string_view>

namespace termknit {

class TextHash {
 public:
  TextHash() = default;
  explicit TextHash(std::string_view text) { add(text); }

  void add(char byte) { state_ = (state_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3U; }
  void add(std::string_view text) {
    for (const char byte : text) add(byte);
  }
  TextHash with(std::string_view text) const {
    TextHash longer = *this;
    longer.add(text);
    return longer;
  }

  std::uint64_t value() const {
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDU;
    mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53U;
    return mixed ^ (mixed >> 33);
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

}  // namespace termknit
