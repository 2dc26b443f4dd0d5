// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "indexer/article.h"
#include "search/match_finder.h"

namespace termknit {

/// The sentence of `article` with the most different matches, cut to about `bytes` around the first, matches between
/// kMatchBegin and kMatchEnd. Boilerplate is quoted only if nothing else matches. The article's beginning if nothing
/// does. Only the block that is quoted is split into words. `blocks` are what `finder` found, `words` those of the
/// article.
std::string make_snippet(const Article& article, const std::vector<BlockMatches>& blocks, ArticleWords& words,
                         std::size_t bytes = 240);

}  // namespace termknit
