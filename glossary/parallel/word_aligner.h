// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which word of a segment is translated by which of its counterpart. IBM model 1 (Brown et al. 1993) starts a hidden
// Markov model (Vogel, Ney & Tillmann 1996; with an empty word as in Och & Ney 2003); both directions are trained to
// agree (Liang, Taskar & Klein 2006), their alignments are symmetrised by grow-diag-final-and (Koehn, Och & Marcu
// 2003). Segments are worked on in blocks by several threads; the result does not depend on their number.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/error.h"
#include "glossary/parallel/translation_table.h"

namespace termknit {

/// A link between a unit of the source segment and one of the target segment, by their places in it.
struct AlignmentLink {
  std::uint16_t source = 0, target = 0;
  std::uint8_t weight = 0;  ///< 0 to 255: how sure both directions are, as the root of the product of their posteriors
  bool both = false;        ///< each direction by itself chose it
  bool operator==(const AlignmentLink&) const = default;
};

struct WordAlignerOptions {
  int model1_iterations = 5;
  int hmm_iterations = 5;
  unsigned jobs = 1;
  StopRequested stop{};
  std::function<void(std::uint64_t done, std::uint64_t total)> progress{};  ///< iterations
};

/// Longest side of a segment that is aligned, in units.
inline constexpr std::size_t kLongestAligned = 160;

struct WordAlignment {
  std::vector<std::vector<AlignmentLink>> links{};  ///< per segment, by source and target place
  TranslationTable forward;                         ///< target given source
  TranslationTable backward;                        ///< source given target
};

/// `source` and `target` have the same segments. One with an empty or too long side gets no links.
WordAlignment align_words(const UnitText& source, const UnitText& target, const WordAlignerOptions& options);

/// Symmetrises: the intersection grown along its neighbours, then by what is left where both sides are free
/// (grow-diag-final-and). `forward[j]` is the source place of target place j, `backward[i]` the target place of source
/// place i; -1: none.
std::vector<std::pair<int, int>> grow_diag_final_and(std::span<const int> forward, std::span<const int> backward);

}  // namespace termknit
