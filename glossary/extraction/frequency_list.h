// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How common are words in general language? data/frequency/CODE.tsv, a line per Zipf value (log10 of occurrences per
// billion words) with its forms, counted from film dialogue; data/frequency/written/CODE.txt, the words of written
// language in general that dialogue hardly knows; and what a user's own reference texts say.
// docs/decisions/written-language.md

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "language/language_profile.h"
#include "language/language_tag.h"

namespace termknit {

/// Occurrences of folded forms.
using WordCounts = std::unordered_map<std::string, std::uint64_t, StringHash, std::equal_to<>>;

class FrequencyList {
 public:
  /// An empty list: every word is as rare as a word can be.
  FrequencyList() = default;
  /// Throws Error(malformed) with the line.
  static FrequencyList read(const std::filesystem::path& file);
  /// Adds words of written language, blanks or lines between them, '#' before a comment.
  void read_written(const std::filesystem::path& file);
  /// From now on a word is as common as it is in the list or in these texts, whichever is more. A word of the texts
  /// counts from the second occurrence on.
  void add_reference(const WordCounts& counts);

  /// Share of running words, above 0 for every word: a word that is not in the list gets half the share of the list's
  /// rarest.
  double probability(std::string_view folded) const;
  /// A dictionary form that written texts of any subject use: at least kWrittenShare of their words.
  bool is_written(std::string_view folded) const { return written_.find(folded) != written_.end(); }
  bool contains(std::string_view folded) const { return shares_.find(folded) != shares_.end(); }
  bool empty() const { return shares_.empty(); }

 private:
  std::unordered_map<std::string, double, StringHash, std::equal_to<>> shares_;
  StringSet written_;
  double unseen_ = 1e-8;
};

/// Zipf 5.5. A word family of the Academic Word List makes up 175 words per million of academic text on average
/// (Coxhead 2000, "A New Academic Word List": 570 families, 10 %); the list here also holds the commoner words.
constexpr double kWrittenShare = 3.16e-4;

/// The lists of a data folder, read when first asked for. Thread-safe.
class FrequencyLists {
 public:
  explicit FrequencyLists(std::filesystem::path data_folder);
  /// Lives as long as this object; empty for a language without a list.
  const FrequencyList& of(const LanguageTag& language) const;
  /// To be called before the list of `language` is in use.
  void add_reference(const LanguageTag& language, const WordCounts& counts);

 private:
  FrequencyList& list(const LanguageTag& language) const;

  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::unique_ptr<FrequencyList>> lists_;
};

}  // namespace termknit
