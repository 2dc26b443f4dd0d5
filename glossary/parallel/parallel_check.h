// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Is this parallel at all, and do its short segments contradict each other? Asked when a resource is added.

#include <functional>
#include <string>
#include <vector>

#include "glossary/parallel/segment.h"
#include "language/language_resources.h"

namespace termknit {

/// How often a segment's translation fits it better than another segment's does: by lengths, by words that stand for
/// each other in the other half of the text (IBM model 1), by words that are equal, and by a lexicon. Text that is not
/// parallel is at one half.
struct ParallelCheck {
  std::size_t compared = 0;  ///< segments of which that could be told
  double fitting = 0;        ///< share of them, 0 to 1
  double length_correlation = 0;
  bool is_parallel() const;
  bool is_certain() const;  ///< enough was compared
};

/// True if a lexicon has the two folded lemmas as translations.
using LexiconQuestion = std::function<bool(const std::string& first, const std::string& second)>;

ParallelCheck check_parallel(LanguageResources& resources, const std::vector<Segment>& segments,
                             const LanguageTag& first, const LanguageTag& second, const LexiconQuestion& lexicon,
                             unsigned jobs);

/// A short text with several translations in one resource.
struct TranslationConflict {
  std::string source{};
  std::vector<std::string> targets{};  ///< two or more, the most frequent first
};

/// Of segments of at most five words on both sides; sorted by source.
std::vector<TranslationConflict> translation_conflicts(const std::vector<Segment>& segments, const LanguageTag& first,
                                                       const LanguageTag& second);

}  // namespace termknit
