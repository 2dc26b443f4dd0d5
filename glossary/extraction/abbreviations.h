// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Short forms that a text introduces with their long forms: "customer relationship management (CRM)", "CRM (customer
// relationship management)", "klientu attiecību pārvaldības sistēma jeb CRM". The letters are matched from the right,
// as in Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text".

#include <cstddef>
#include <string_view>
#include <vector>

#include "language/analyzer.h"

namespace termknit {

struct AbbreviationDefinition {
  std::size_t first = 0, last = 0;  ///< tokens of the long form
  std::size_t short_form = 0;       ///< token of the short form
  bool begin_known = true;          ///< false: `first` is `last`, and words in front of it may belong to it
  bool operator==(const AbbreviationDefinition&) const = default;
};

/// Of one block, in reading order. A long form has at most `max_words` words.
std::vector<AbbreviationDefinition> find_abbreviations(std::string_view text, const std::vector<Token>& tokens,
                                                       std::size_t max_words);

}  // namespace termknit
