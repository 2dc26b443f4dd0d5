// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// The candidate nearest to `word` by Damerau-Levenshtein distance (bytes), at most a third of its length away; else
/// empty.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace termknit
