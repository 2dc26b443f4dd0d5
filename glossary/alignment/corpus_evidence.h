// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The user's own articles as a witness: where some are translations of others, terms that stand in the same sentences
// are called so there. Says yes, with figures, and no, where two frequent terms never meet.

#include <cstdint>
#include <optional>
#include <vector>

#include "glossary/alignment/translated_segments.h"
#include "glossary/evidence.h"

namespace termknit {

/// A candidate that stands where another stands.
struct Companion {
  std::uint32_t candidate = 0;
  Witness witness{};
};

class CorpusEvidence {
 public:
  /// `languages[i]` is the language of candidate i. Keeps a reference to `segments`.
  CorpusEvidence(const TranslatedSegments& segments, const std::vector<LanguageTag>& languages, unsigned jobs);

  /// Candidates of `target` that stand in the same sentences as `candidate` so often that this alone speaks for them,
  /// best first.
  std::vector<Companion> companions(std::uint32_t candidate, const LanguageTag& target) const;

  /// What the sentences say about a pair that other sources propose: strength above 0 for, -1 against, nothing where
  /// they do not know.
  std::optional<Witness> judge(std::uint32_t a, std::uint32_t b) const;

  /// Share of the occurrences of `a` that have `b`, of the same or another language, in their sentence.
  double share_with(std::uint32_t a, std::uint32_t b) const;

 private:
  struct Counts {
    std::uint32_t a = 0, b = 0, together = 0;  ///< occurrences in sentences that both languages have
  };
  struct Pair {
    std::uint32_t candidate = 0;
    Counts counts{};
  };
  std::size_t language_number(const LanguageTag& language) const;
  void find_companions(std::uint32_t candidate, const std::vector<std::vector<SegmentOccurrence>>& in_segment,
                       std::vector<std::uint32_t>& together, std::vector<std::uint32_t>& touched);
  std::uint32_t together(std::uint32_t a, std::uint32_t b) const;
  static Witness witness(const Counts& counts);

  const TranslatedSegments& segments_;
  std::vector<std::uint8_t> language_of_;  ///< per candidate; 255: in no segment
  std::vector<std::vector<std::uint32_t>>
      with_language_;                          ///< per candidate and language: occurrences in shared segments
  std::vector<std::vector<Pair>> companions_;  ///< per candidate, of all languages
};

}  // namespace termknit
