// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "indexer/article.h"
#include "language/language_resources.h"
#include "search/query_terms.h"

namespace termknit {

/// The sentence of `article` with the most different matches, cut to about `bytes` around the first, matches between
/// kMatchBegin and kMatchEnd. Boilerplate is quoted only if nothing else matches. The article's beginning if nothing
/// does.
std::string make_snippet(const Article& article, LanguageResources& resources, const MatchSet& matches,
                         std::size_t bytes = 240);

}  // namespace termknit
