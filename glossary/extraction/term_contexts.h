// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The best sentences for a term: complete, short, of different articles, preferring ones that define it.

#include <string>
#include <vector>

#include "glossary/extraction/candidate_collector.h"
#include "glossary/extraction/term_candidate.h"
#include "indexer/article_index.h"

namespace termknit {

/// Fills `contexts` (up to three) and `definitions` of `candidates`; `occurrences[i]` belongs to `candidates[i]`, their
/// article numbers to `paths`.
void add_contexts(const ArticleIndex& index, LanguageResources& resources, const std::vector<std::string>& paths,
                  std::vector<TermCandidate>& candidates, const std::vector<std::vector<Occurrence>>& occurrences);

}  // namespace termknit
