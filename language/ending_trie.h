// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a word's ending says: all endings of a word that are in a table, found in one walk from its last byte on.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

template <typename Value>
class EndingTrie {
 public:
  /// The value of `ending`, made if there is none.
  Value& operator[](std::string_view ending) { return values_[number_of(ending)]; }
  /// Of two values of one ending the first stays.
  void add(std::string_view ending, Value value) {
    const std::size_t before = values_.size(), number = number_of(ending);
    if (number == before) values_[number] = std::move(value);
  }

  bool empty() const { return values_.empty(); }
  std::vector<Value>& values() { return values_; }

  /// Calls `f(size, value)` for the endings of `word`, shortest first, the empty one among them, while it says true.
  /// What it said last.
  template <typename F>
  bool for_each(std::string_view word, const F& f) const {
    std::size_t node = 0;
    for (std::size_t size = 0;;) {
      if (nodes_[node].value != kNone && !f(size, values_[nodes_[node].value])) return false;
      if (size == word.size()) return true;
      node = child(node, word[word.size() - ++size]);
      if (node == 0) return true;
    }
  }

  /// The value of the longest ending of `word` that `accept(ending, value)` says yes to; null if there is none.
  template <typename Accept>
  const Value* longest(std::string_view word, const Accept& accept) const {
    const Value* found = nullptr;
    for_each(word, [&](std::size_t size, const Value& value) {
      if (accept(word.substr(word.size() - size), value)) found = &value;
      return true;
    });
    return found;
  }
  const Value* longest(std::string_view word) const {
    return longest(word, [](std::string_view, const Value&) { return true; });
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  struct Node {
    std::vector<std::pair<char, std::uint32_t>> children{};
    std::uint32_t value = kNone;
  };

  /// Of the value of `ending`; it is made if there is none.
  std::size_t number_of(std::string_view ending) {
    std::size_t node = 0;
    for (std::size_t at = ending.size(); at-- > 0;) {
      std::size_t next = child(node, ending[at]);
      if (next == 0) {
        next = nodes_.size();
        nodes_[node].children.emplace_back(ending[at], static_cast<std::uint32_t>(next));
        nodes_.emplace_back();
      }
      node = next;
    }
    if (nodes_[node].value == kNone) {
      nodes_[node].value = static_cast<std::uint32_t>(values_.size());
      values_.emplace_back();
    }
    return nodes_[node].value;
  }

  /// 0, which is nobody's child, if there is none.
  std::size_t child(std::size_t node, char byte) const {
    const auto& children = nodes_[node].children;
    const auto it = std::find_if(children.begin(), children.end(), [&](const auto& c) { return c.first == byte; });
    return it == children.end() ? 0 : it->second;
  }

  std::vector<Node> nodes_{1};
  std::vector<Value> values_{};
};

}  // namespace termknit
