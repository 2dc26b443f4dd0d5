// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/rejected_pairs.h"

namespace termknit {

RejectedPairs::RejectedPairs(const std::vector<RejectedPair>& pairs) {
  for (const RejectedPair& pair : pairs) {
    const End first{pair.first_language.language(), pair.first_key},
        second{pair.second_language.language(), pair.second_key};
    pairs_.emplace(first, second);
    pairs_.emplace(second, first);
  }
}

bool RejectedPairs::contains(const LanguageTag& first, const std::vector<std::string>& first_keys,
                             const LanguageTag& second, const std::vector<std::string>& second_keys) const {
  if (pairs_.empty()) return false;
  for (const std::string& first_key : first_keys) {
    for (const std::string& second_key : second_keys) {
      if (pairs_.contains({{first.language(), first_key}, {second.language(), second_key}})) return true;
    }
  }
  return false;
}

}  // namespace termknit
