// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The pairs a person rejected, ready to be asked about: what alignment and look-up must not propose again.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "glossary/termbase/termbase.h"

namespace termknit {

class RejectedPairs {
 public:
  RejectedPairs() = default;
  explicit RejectedPairs(const std::vector<RejectedPair>& pairs);
  bool empty() const { return pairs_.empty(); }
  /// In either order, by any of the keys.
  bool contains(const LanguageTag& first, const std::vector<std::string>& first_keys, const LanguageTag& second,
                const std::vector<std::string>& second_keys) const;

 private:
  using End = std::pair<LanguageTag, std::string>;
  std::set<std::pair<End, End>> pairs_;  ///< both orders
};

}  // namespace termknit
