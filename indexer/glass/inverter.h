// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text_arena.h"
#include "indexer/flat_table.h"
#include "indexer/glass/byte_lists.h"
#include "indexer/index_document.h"

namespace termknit::glass {

/// Turns the terms of each article into the articles of each term: a list of bytes for each, of which a posting takes
/// six or seven.
class Inverter {
 public:
  struct Posting {
    std::uint32_t article = 0, weight = 0;
    std::string_view positions{};  ///< as append_positions() leaves them; none: empty
  };

  /// Articles come in ascending order.
  void add(std::uint32_t article, const IndexDocument& document);
  /// Of memory, nearly.
  std::size_t bytes() const { return lists_.bytes() + texts_.bytes() + terms_.size() * (sizeof(Term) + 16); }

  /// `f(term, postings)` for each term in ascending order of its bytes; the postings in that of their articles.
  template <typename F>
  void for_each(F&& f) const {
    std::string bytes;
    std::vector<Posting> postings;
    for (const std::uint32_t term : sorted_terms()) {
      read(terms_[term], bytes, postings);
      f(terms_[term].text, std::span<const Posting>(postings));
    }
  }

 private:
  struct Term {
    std::string_view text{};
    std::uint32_t last_article = 0;
    ByteLists::List list{};
  };

  std::uint32_t number_of(std::string_view term);
  std::vector<std::uint32_t> sorted_terms() const;
  /// `bytes` holds the positions.
  void read(const Term& term, std::string& bytes, std::vector<Posting>& postings) const;

  FlatTable numbers_;  ///< plus one, by checksums
  TextArena texts_;
  std::deque<Term> terms_;
  ByteLists lists_;
  std::string posting_, positions_;  ///< of one posting, kept for their memory
};

}  // namespace termknit::glass
