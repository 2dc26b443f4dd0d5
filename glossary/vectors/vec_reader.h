// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Word vectors as fastText and word2vec write them: text, one word a line with its numbers, most frequent words first;
// a first line of two numbers says how many words and how many numbers a word.

#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "core/error.h"

namespace termknit {

inline constexpr std::size_t kLeastDimensions = 2, kMostDimensions = 1'024;

struct VecSummary {
  std::size_t dimensions = 0;
  std::size_t words = 0;    ///< given to the sink
  std::size_t skipped = 0;  ///< lines that are none, or whose word is not UTF-8
};

/// Gives the first `most` words with their numbers. A line with another count of numbers, or a number that is none, is
/// skipped and the first such reported with its place. Throws Error(io); Error(malformed) where the file is no such
/// file or more lines are skipped than taken.
VecSummary read_vec(const std::filesystem::path& file, std::size_t most,
                    const std::function<void(std::string_view word, std::span<const float> numbers)>& word,
                    const DiagnosticSink& sink);

}  // namespace termknit
