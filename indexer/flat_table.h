// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace termknit {

/// Numbers by checksums: open addressing, twelve bytes a place. An std::unordered_map takes four times as much.
class FlatTable {
 public:
  std::size_t size() const { return size_; }

  /// The value of `key`, or null. Valid until the next `at()`.
  const std::uint32_t* find(std::uint64_t key) const {
    const Place& place = places_[this->place(key)];
    return place.key() == 0 ? nullptr : &place.value;
  }

  /// The value of `key`, 0 if it is new.
  std::uint32_t& at(std::uint64_t key) {
    if ((size_ + 1) * 4 > places_.size() * 3) grow();
    Place& place = places_[this->place(key)];
    if (place.key() == 0) {
      place.set_key(own(key));
      ++size_;
    }
    return place.value;
  }

  /// `f(key, value)` for each, in no order.
  template <typename F>
  void for_each(F&& f) const {
    for (const Place& place : places_) {
      if (place.key() != 0) f(place.key(), place.value);
    }
  }

 private:
  /// The key in halves, so that it takes no room to align it: a look-up of a large table costs one cache miss.
  struct Place {
    std::uint32_t low = 0, high = 0, value = 0;
    std::uint64_t key() const { return std::uint64_t{high} << 32 | low; }
    void set_key(std::uint64_t key) {
      low = static_cast<std::uint32_t>(key);
      high = static_cast<std::uint32_t>(key >> 32);
    }
  };

  static std::uint64_t own(std::uint64_t key) { return key == 0 ? 1 : key; }  // 0 marks an empty place

  std::size_t place(std::uint64_t key) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = static_cast<std::size_t>(own(key) * 0x9E3779B97F4A7C15U >> 20) & mask;
    while (places_[place].key() != 0 && places_[place].key() != own(key)) place = (place + 1) & mask;
    return place;
  }

  void grow() {
    const std::vector<Place> places = std::exchange(places_, std::vector<Place>(places_.size() * 2));
    for (const Place& old : places) {
      if (old.key() != 0) places_[place(old.key())] = old;
    }
  }

  std::vector<Place> places_ = std::vector<Place>(1 << 10);
  std::size_t size_ = 0;
};

}  // namespace termknit
