// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where a term stands in parallel text. What stands in very many segments is sampled: a few hundred say as much as all.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glossary/parallel/parallel_text.h"

namespace termknit {

/// A term in one segment, from one unit to the next.
struct TermOccurrence {
  std::uint32_t segment = 0;
  std::uint16_t begin = 0, end = 0;  ///< units in the segment
  std::string surface{};             ///< folded words as printed
};

struct TermOccurrences {
  std::vector<TermOccurrence> looked_at{};  ///< at most one a segment, in the order of the text
  std::size_t segments = 0;                 ///< with the term; estimated where `looked_at` is a sample
};

/// Places where `term` stands as whole words and the other language says something.
TermOccurrences find_occurrences(const ParallelLanguage& source, const ParallelLanguage& target,
                                 std::span<const Unit> term);

/// How many segments have a phrase as whole words; estimated where they are many.
double segments_with(const ParallelLanguage& language, std::span<const Unit> phrase);

/// Every n-th of more than `most`.
std::vector<std::uint32_t> sampled(std::span<const std::uint32_t> places, std::size_t most);

}  // namespace termknit
