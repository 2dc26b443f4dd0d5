// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a word's ending says: thousands of endings, one look-up for each length.

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "language/language_profile.h"

namespace termknit {

template <typename Value>
class EndingTable {
 public:
  /// Of two entries of one ending the first stays.
  void add(std::string_view ending, Value value) {
    longest_ = std::max(longest_, ending.size());
    values_.try_emplace(std::string(ending), std::move(value));
  }

  bool empty() const { return values_.empty(); }

  /// The value of the longest ending of `word` that `accept(ending, value)` says yes to; null if there is none.
  template <typename Accept>
  const Value* find(std::string_view word, const Accept& accept) const {
    for (std::size_t size = std::min(longest_, word.size()) + 1; size-- > 0;) {
      const std::string_view ending = word.substr(word.size() - size);
      if (const auto it = values_.find(ending); it != values_.end() && accept(ending, it->second)) return &it->second;
    }
    return nullptr;
  }

  const Value* find(std::string_view word) const {
    return find(word, [](std::string_view, const Value&) { return true; });
  }

 private:
  std::unordered_map<std::string, Value, StringHash, std::equal_to<>> values_;
  std::size_t longest_ = 0;  ///< bytes
};

}  // namespace termknit
