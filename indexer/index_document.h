// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the index stores of an article: what Xapian calls a document, without Xapian. A tree of strings for each article
// costs more than all of its words (docs/decisions/own-tables.md).

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

class IndexDocument {
 public:
  struct Term {
    std::string_view text;
    std::uint32_t weight = 0;  ///< Xapian's "wdf"
    std::span<const std::uint32_t> positions{};
  };
  using Value = std::pair<unsigned, std::string>;  ///< a slot, and what is in it

  /// In ascending order of their bytes, with ascending positions above 0. What is given is copied.
  void add(const Term& term) {
    texts_ += term.text;
    positions_.insert(positions_.end(), term.positions.begin(), term.positions.end());
    terms_.push_back({texts_.size(), positions_.size(), term.weight});
  }
  std::size_t term_count() const { return terms_.size(); }
  /// As long as nothing is added.
  Term term(std::size_t i) const {
    const Entry begin = i == 0 ? Entry{} : terms_[i - 1], end = terms_[i];
    return {std::string_view(texts_).substr(begin.text_end, end.text_end - begin.text_end), end.weight,
            std::span(positions_).subspan(begin.positions_end, end.positions_end - begin.positions_end)};
  }

  /// In ascending order of the slots. Nothing where it is empty.
  void add_value(unsigned slot, std::string value) {
    if (!value.empty()) values_.emplace_back(slot, std::move(value));
  }
  const std::vector<Value>& values() const { return values_; }

 private:
  struct Entry {
    std::size_t text_end = 0, positions_end = 0;
    std::uint32_t weight = 0;
  };
  std::string texts_;
  std::vector<std::uint32_t> positions_;
  std::vector<Entry> terms_;
  std::vector<Value> values_;
};

}  // namespace termknit
