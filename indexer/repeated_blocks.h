// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Text that comes again in article after article: a site's footer, a licence, "Thank you for this article!". Every
// longer block of an article has a checksum of its letters; a block whose checksum is in three articles or more is
// marked `repeated`: it is found, but neither ranks nor gives terms.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "indexer/article.h"

namespace termknit {

constexpr std::size_t kRepeatedArticles = 3;
constexpr std::size_t kShortestRepeated = 20;  ///< bytes: short headings may well come again

/// One checksum of 40 bits a block: among a million blocks one pair of different ones meets. 0 for short ones, and for
/// all of an article read with --all-text, in which nothing is too common to count. Letters count, not case, digits,
/// punctuation or white space: near enough alike is alike.
std::vector<std::uint64_t> block_checksums(const Article& article);

/// Sets or clears `repeated` on each block by its checksum (of `block_checksums`). True if that changed anything.
bool mark_repeated_blocks(Article& article, const std::vector<std::uint64_t>& checksums,
                          const std::function<bool(std::uint64_t)>& repeated);

/// Nearly all of the article comes again elsewhere: it is a copy or a version of another one, and has to rank by what
/// it says.
bool is_copy(const Article& article);

}  // namespace termknit
