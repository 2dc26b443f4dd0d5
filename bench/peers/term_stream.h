// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The term stream of an index as a file: what the product gives to Xapian, without what it does to get there.
// Per article: bytes of its text, the text as stored (packed), values, terms in the order of the text, each with
// position (0: none) and weight.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace term_stream {

inline void put_number(std::FILE* out, std::uint32_t value) {
  std::fwrite(&value, sizeof value, 1, out);
}

inline void put(std::FILE* out, std::string_view text) {
  put_number(out, static_cast<std::uint32_t>(text.size()));
  std::fwrite(text.data(), 1, text.size(), out);
}

class Reader {
 public:
  explicit Reader(std::FILE* in) : in_(in) {}
  bool number(std::uint32_t& value) { return std::fread(&value, sizeof value, 1, in_) == 1; }
  bool text(std::string& out) {
    std::uint32_t size = 0;
    if (!number(size)) return false;
    out.resize(size);
    return std::fread(out.data(), 1, size, in_) == size;
  }

 private:
  std::FILE* in_;
};

}  // namespace term_stream
