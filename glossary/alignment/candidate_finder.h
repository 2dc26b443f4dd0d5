// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where candidates stand in a text, found by the lemmas of their words; parts of compounds count as words.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "glossary/extraction/term_candidate.h"
#include "indexer/article.h"
#include "language/analyzer.h"
#include "language/language_profile.h"

namespace termknit {

/// Candidates of one language by the lemmas of their words.
using CandidateNumbers = std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>>;

std::map<LanguageTag, CandidateNumbers> candidate_numbers(const std::vector<TermCandidate>& candidates);

/// A candidate and how often it stands somewhere.
using CandidateCount = std::pair<std::uint32_t, std::uint32_t>;

/// Those in tokens begin..end, by number.
std::vector<CandidateCount> find_candidates(const CandidateNumbers& numbers, const std::vector<Token>& tokens,
                                            std::size_t begin, std::size_t end);

}  // namespace termknit
