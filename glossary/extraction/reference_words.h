// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How often do a user's reference texts use which word? What they use often is no term of the texts to be mined.

#include <map>

#include "glossary/extraction/frequency_list.h"
#include "indexer/article_index.h"
#include "language/language_resources.h"

namespace termknit {

/// Folded word forms of the articles' blocks with their counts, per language. Boilerplate and repeated blocks count
/// too: they are common in such texts.
std::map<LanguageTag, WordCounts> count_words(const ArticleIndex& index, LanguageResources& resources);

}  // namespace termknit
