// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace termknit {

/// Numbers by checksums: open addressing, twelve bytes a place. An std::unordered_map takes four times as much.
class FlatTable {
 public:
  FlatTable() { resize(1 << 10); }

  std::size_t size() const { return size_; }

  /// The value of `key`, or null. Valid until the next `at()`.
  const std::uint32_t* find(std::uint64_t key) const {
    const std::size_t place = this->place(key);
    return keys_[place] == 0 ? nullptr : &values_[place];
  }

  /// The value of `key`, 0 if it is new.
  std::uint32_t& at(std::uint64_t key) {
    if ((size_ + 1) * 4 > keys_.size() * 3) grow();
    const std::size_t place = this->place(key);
    if (keys_[place] == 0) {
      keys_[place] = own(key);
      ++size_;
    }
    return values_[place];
  }

  /// `f(key, value)` for each, in no order.
  template <typename F>
  void for_each(F&& f) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i] != 0) f(keys_[i], values_[i]);
    }
  }

 private:
  static std::uint64_t own(std::uint64_t key) { return key == 0 ? 1 : key; }  // 0 marks an empty place

  std::size_t place(std::uint64_t key) const {
    const std::size_t mask = keys_.size() - 1;
    std::size_t place = static_cast<std::size_t>(own(key) * 0x9E3779B97F4A7C15U >> 20) & mask;
    while (keys_[place] != 0 && keys_[place] != own(key)) place = (place + 1) & mask;
    return place;
  }

  void resize(std::size_t places) {
    keys_.assign(places, 0);
    values_.assign(places, 0);
  }

  void grow() {
    const std::vector<std::uint64_t> keys = std::move(keys_);
    const std::vector<std::uint32_t> values = std::move(values_);
    resize(keys.size() * 2);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == 0) continue;
      const std::size_t place = this->place(keys[i]);
      keys_[place] = keys[i];
      values_[place] = values[i];
    }
  }

  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> values_;
  std::size_t size_ = 0;
};

}  // namespace termknit
