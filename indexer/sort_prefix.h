// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

/// The first eight bytes as a number: sorts as the bytes do, except where it is equal.
inline std::uint64_t sort_prefix(std::string_view text) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i)
    number = number << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return number;
}

/// The numbers below `count` in the order of the bytes of `text(number)`; equal ones as they came. Most texts differ in
/// their first bytes: they are compared without being looked up.
template <typename Text>
std::vector<std::uint32_t> sorted_numbers(std::size_t count, Text&& text) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted;
  sorted.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) sorted.emplace_back(sort_prefix(text(i)), i);
  std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    const int order = text(a.second).compare(text(b.second));
    return order != 0 ? order < 0 : a.second < b.second;
  });
  std::vector<std::uint32_t> numbers;
  numbers.reserve(count);
  for (const auto& [_, number] : sorted) numbers.push_back(number);
  return numbers;
}

}  // namespace termknit
