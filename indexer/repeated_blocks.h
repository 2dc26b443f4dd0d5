// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Text that comes again in article after article: a site's footer, a licence, "Thank you for this article!". Every
// longer block of an article has a term made of its letters; a block whose term is in three articles or more is marked
// `repeated`: it is found, but neither ranks nor gives terms.

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/article.h"

namespace termknit {

constexpr std::size_t kRepeatedArticles = 3;
constexpr std::size_t kBlockDigits = 6;        ///< of a block's term after its prefix
constexpr std::size_t kShortestRepeated = 20;  ///< bytes: short headings may well come again

/// One index term a block, empty for short ones. Letters count, not case, digits, punctuation or white space: near
/// enough alike is alike.
std::vector<std::string> block_terms(const Article& article);

/// Sets or clears `repeated` on each block by whether its term (of `block_terms`) is among `repeated`. True if that
/// changed anything.
bool mark_repeated_blocks(Article& article, const std::vector<std::string>& terms,
                          const std::unordered_set<std::string>& repeated);

/// Nearly all of the article comes again elsewhere: it is a copy or a version of another one, and has to rank by what
/// it says.
bool is_copy(const Article& article);

}  // namespace termknit
