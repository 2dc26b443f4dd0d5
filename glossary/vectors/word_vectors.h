// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Word vectors of one language, compiled: unit length, a byte a number, sorted by word, read through a memory map.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "glossary/parallel/mapped_sections.h"

namespace termknit {

/// Of a file with more, the rest is left out: files list the most frequent words first.
inline constexpr std::size_t kMostVectorWords = 200'000;

struct CompiledVectors {
  std::size_t words = 0, dimensions = 0;
};

/// Reads `vec` and writes `compiled`, whole or not at all. Of words that fold to one, the first stays. Throws Error: as
/// read_vec() does.
CompiledVectors compile_vectors(const std::filesystem::path& vec, const std::filesystem::path& compiled,
                                const DiagnosticSink& sink);

/// Immutable; any number of threads may ask.
class WordVectors {
 public:
  /// Null if the file is not there or damaged.
  static std::shared_ptr<const WordVectors> open(const std::filesystem::path& compiled);

  std::size_t dimensions() const { return dimensions_; }
  std::size_t size() const { return words_.size(); }
  /// The sum of its words' vectors, of unit length; nothing if one of them is not known. `term` is folded, words parted
  /// by blanks.
  std::optional<std::vector<float>> of_term(std::string_view term) const;

 private:
  /// Empty if there is none.
  std::span<const std::int8_t> find(std::string_view word) const;

  std::shared_ptr<const MappedSections> file_;
  MappedTexts words_;
  std::span<const std::int8_t> numbers_;
  std::size_t dimensions_ = 0;
};

/// Of two vectors of unit length.
double cosine(const std::vector<float>& a, const std::vector<float>& b);

}  // namespace termknit
