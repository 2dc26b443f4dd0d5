// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glass/encoding.h"

#include <bit>
#include <cstddef>

namespace termknit::glass {
namespace {

/// Numbers of a known range in as few bits as that takes, the lowest bit first.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}

  /// `number` < `range`. Where the range is no power of two, numbers in its middle take one bit less.
  void put(std::uint32_t number, std::uint32_t range) {
    auto bits = static_cast<unsigned>(std::bit_width(range - 1));
    const std::uint64_t spare = (std::uint64_t{1} << bits) - range;
    const std::uint64_t middle = (range - spare) / 2;
    std::uint64_t code = number;
    if (spare > 0 && number >= middle + spare) {
      code = (number - (middle + spare)) | std::uint64_t{1} << (bits - 1);
    } else if (spare > 0 && number >= middle) {
      --bits;
    }
    waiting_ |= code << count_;
    for (count_ += bits; count_ >= 8; count_ -= 8, waiting_ >>= 8) out_ += static_cast<char>(waiting_);
  }

  void finish() {
    if (count_ > 0) out_ += static_cast<char>(waiting_);
  }

 private:
  std::string& out_;
  std::uint64_t waiting_ = 0;
  unsigned count_ = 0;  ///< bits that wait
};

/// All but the first and the last.
void put_between(BitWriter& bits, std::span<const std::uint32_t> positions) {
  while (positions.size() > 2) {
    const std::size_t middle = (positions.size() - 1) / 2;
    const auto gaps = static_cast<std::uint32_t>(positions.size() - 2);
    const std::uint32_t range = positions.back() - positions.front() - gaps;
    bits.put(positions[middle] - positions.front() - static_cast<std::uint32_t>(middle), range);
    put_between(bits, positions.first(middle + 1));
    positions = positions.subspan(middle);
  }
}

}  // namespace

void append_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  return number;
}

void append_sortable(std::string& out, std::uint32_t number) {
  if (number < 0x8000) {
    out += static_cast<char>(number >> 8);
    out += static_cast<char>(number);
    return;
  }
  // As many bits are set at the beginning as bytes follow, less one.
  const unsigned bytes = (static_cast<unsigned>(std::bit_width(number)) + 5) / 7;
  const std::uint64_t marked = number | (std::uint64_t{0xFF00} >> (bytes - 2) & 0xFF) << 8 * (bytes - 1);
  for (unsigned i = bytes; i-- > 0;) out += static_cast<char>(marked >> 8 * i);
}

void append_string(std::string& out, std::string_view text) {
  append_number(out, text.size());
  out += text;
}

void append_positions(std::string& out, std::span<const std::uint32_t> positions) {
  const std::uint32_t first = positions.front(), last = positions.back();
  append_number(out, last);
  if (positions.size() == 1) return;
  BitWriter bits(out);
  bits.put(first, last);
  bits.put(static_cast<std::uint32_t>(positions.size() - 2), last - first);
  put_between(bits, positions);
  bits.finish();
}

}  // namespace termknit::glass
