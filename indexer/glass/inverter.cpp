// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glass/inverter.h"

#include "core/checksum.h"
#include "indexer/glass/encoding.h"
#include "indexer/sort_prefix.h"

namespace termknit::glass {

void Inverter::add(std::uint32_t article, const IndexDocument& document) {
  for (std::size_t i = 0; i < document.term_count(); ++i) {
    const IndexDocument::Term given = document.term(i);
    Term& term = terms_[number_of(given.text)];
    positions_.clear();
    if (!given.positions.empty()) append_positions(positions_, given.positions);
    posting_.clear();
    append_number(posting_, article - term.last_article);
    append_number(posting_, given.weight);
    append_string(posting_, positions_);
    lists_.append(term.list, posting_);
    term.last_article = article;
  }
}

std::uint32_t Inverter::number_of(std::string_view term) {
  std::uint32_t& number = numbers_.at(checksum(term));
  if (number == 0) {
    terms_.push_back({texts_.keep(term)});
    number = static_cast<std::uint32_t>(terms_.size());
  }
  return number - 1;
}

std::vector<std::uint32_t> Inverter::sorted_terms() const {
  return sorted_numbers(terms_.size(), [this](std::uint32_t term) { return terms_[term].text; });
}

void Inverter::read(const Term& term, std::string& bytes, std::vector<Posting>& postings) const {
  bytes.clear();
  postings.clear();
  lists_.read(term.list, bytes);
  std::string_view rest = bytes;
  for (Posting posting; !rest.empty(); rest.remove_prefix(posting.positions.size())) {
    posting.article += static_cast<std::uint32_t>(take_number(rest));
    posting.weight = static_cast<std::uint32_t>(take_number(rest));
    const std::size_t positions = take_number(rest);
    posting.positions = rest.substr(0, positions);
    postings.push_back(posting);
  }
}

}  // namespace termknit::glass
