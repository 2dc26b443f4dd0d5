// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/flat_table.h"

namespace termknit {

/// The word forms a run has met. Index terms are made of forms, so all that is needed of one that comes again are the
/// parts of a compound: each form is analysed once, however long ago that was.
/// May be read by many threads while none adds.
class FormTable {
 public:
  /// The parts of a form that was added: folded lemmas, a line feed after each. `key` is VocabularyItem::key.
  std::optional<std::string_view> find(std::uint64_t key) const {
    const std::uint32_t* at = table_.find(key);
    if (!at) return std::nullopt;
    return std::string_view(parts_).substr(*at, parts_.find('\0', *at) - *at);
  }

  /// False if it is there already. When the table is full nothing is added: the form is analysed whenever it comes.
  bool add(std::uint64_t key, std::string_view parts) {
    if (table_.find(key)) return false;
    if (table_.size() >= kMostForms || parts_.size() + parts.size() >= kMostPartBytes) return true;
    table_.at(key) = parts.empty() ? 0 : static_cast<std::uint32_t>(parts_.size());
    if (!parts.empty()) (parts_ += parts) += '\0';
    return true;
  }

 private:
  static constexpr std::size_t kMostForms = 1'500'000, kMostPartBytes = std::size_t{24} << 20;
  FlatTable table_;
  std::string parts_ = std::string(1, '\0');  ///< ended by zero bytes; the first is that of forms without parts
};

}  // namespace termknit
