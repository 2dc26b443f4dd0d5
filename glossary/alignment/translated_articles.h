// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which articles are translations of one another? Found by their paths (de/prices.md, lv/prices.md; prices.de.html,
// prices_lv.html) and, where the names say nothing, by the numbers and names that they share.

#include <cstdint>
#include <string>
#include <vector>

#include "language/language_tag.h"

namespace termknit {

/// What pairing needs to know of an article.
struct ArticleFeatures {
  std::string path{};
  LanguageTag language{};
  std::vector<std::uint64_t>
      anchors{};  ///< hashes of its numbers and of words with digits or inner capitals, ascending
};

/// Numbers of articles of different languages that say the same; at least two a group, ascending; no article stands in
/// two groups. Order by first article.
std::vector<std::vector<std::uint32_t>> translated_articles(const std::vector<ArticleFeatures>& articles);

}  // namespace termknit
