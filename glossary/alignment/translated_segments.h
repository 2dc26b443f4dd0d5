// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The sentences of the articles that say the same in several languages, and which candidates stand in them. Found in
// the user's own articles where some are translations of others; empty where none are.

#include <cstdint>
#include <vector>

#include "core/error.h"
#include "glossary/extraction/term_candidate.h"
#include "indexer/article_index.h"
#include "language/language_resources.h"

namespace termknit {

/// A candidate in a segment, so many times.
struct SegmentOccurrence {
  std::uint32_t segment = 0;
  std::uint32_t count = 0;
  bool operator==(const SegmentOccurrence&) const = default;
};

struct TranslatedSegments {
  std::vector<LanguageTag> languages{};                       ///< ascending
  std::vector<std::uint64_t> present{};                       ///< per segment: bit i for `languages[i]`
  std::vector<std::vector<SegmentOccurrence>> occurrences{};  ///< per candidate, ascending
  std::size_t groups = 0;                                     ///< of articles that are translations of one another
  std::size_t refused = 0;  ///< articles whose name says translation and whose text does not

  bool empty() const { return present.empty(); }
};

/// Reads the articles that are translations of one another (up to a bound of text, so that memory stays bounded).
/// Same index and candidates, same result, whatever `jobs`.
TranslatedSegments translated_segments(const ArticleIndex& index, LanguageResources& resources,
                                       const std::vector<TermCandidate>& candidates, unsigned jobs,
                                       const StopRequested& stop = {});

/// Hashes of the words that stay as they are in a translation, ascending: numbers, words with digits or inner capitals.
std::vector<std::uint64_t> anchor_words(std::string_view text);

}  // namespace termknit
