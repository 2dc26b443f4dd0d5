// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Numbers of the sections of .termknit/parallel.bitext. Texts take two.

#include <cstddef>
#include <cstdint>

namespace termknit::parallel_sections {

enum Common : std::uint32_t {
  kLanguages = 0,
  kSegmentIds = 2,
  kSegmentResources = 4,
  kSegmentWhole = 5,
  kResourceNames = 6,
  kResourceKinds = 8
};

enum OfLanguage : std::uint32_t {
  kUnits = 0,
  kForms = 2,
  kFolded = 4,
  kAnalyses = 6,
  kLemmas = 8,
  kFormCounts = 10,
  kFormUnitEnds,
  kFormUnits,
  kStream,
  kStreamForms,
  kStreamParts,
  kStarts,
  kSuffixes
};

enum OfPair : std::uint32_t { kLinkEnds = 0, kLinks, kRowEnds, kRows, kBackRowEnds, kBackRows };

inline std::uint32_t of_language(std::size_t language, OfLanguage section) {
  return 1000 + static_cast<std::uint32_t>(language) * 50 + section;
}
inline std::uint32_t of_pair(std::size_t first, std::size_t second, OfPair section) {
  return 100000 + (static_cast<std::uint32_t>(first) * 1000 + static_cast<std::uint32_t>(second)) * 10 + section;
}

}  // namespace termknit::parallel_sections
