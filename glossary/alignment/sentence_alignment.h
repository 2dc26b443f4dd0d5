// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which sentences of two translations belong together: by length (Gale & Church 1993), by the numbers and names that
// they share, and by where their paragraphs begin.

#include <cstdint>
#include <utility>
#include <vector>

namespace termknit {

struct SentenceFeatures {
  std::uint32_t letters = 0;
  std::uint8_t kind = 0;  ///< of its block: heading, list item ...
  bool first_of_block = false;
  std::vector<std::uint64_t> anchors{};  ///< hashes of numbers and of words that look alike in both, ascending
};

struct SentenceAlignment {
  /// Pairs of sentences that share a bead of the alignment (one to one, or one to two).
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs{};
  /// Share of the sentences that have a partner, weighed by how well lengths and anchors agree: texts that are not
  /// translations of each other come below kTranslations.
  double quality = 0;
};

inline constexpr double kTranslations = 0.5;

SentenceAlignment align_sentences(const std::vector<SentenceFeatures>& left,
                                  const std::vector<SentenceFeatures>& right);

}  // namespace termknit
