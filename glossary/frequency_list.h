// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// General-language word frequencies: data/frequency/CODE.tsv, a line per Zipf value (log10 of occurrences per billion
// words) with its forms.

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "language/language_profile.h"
#include "language/language_tag.h"

namespace termknit {

class FrequencyList {
 public:
  /// An empty list: every word is as rare as a word can be.
  FrequencyList() = default;
  /// Throws Error(malformed) with the line.
  static FrequencyList read(const std::filesystem::path& file);
  /// Share of running words, above 0 for every word: a word that is not in the list gets half the share of the list's
  /// rarest.
  double probability(std::string_view folded) const;
  bool contains(std::string_view folded) const { return shares_.find(folded) != shares_.end(); }
  bool empty() const { return shares_.empty(); }

 private:
  std::unordered_map<std::string, double, StringHash, std::equal_to<>> shares_;
  double unseen_ = 1e-8;
};

/// The lists of a data folder, read when first asked for. Thread-safe.
class FrequencyLists {
 public:
  explicit FrequencyLists(std::filesystem::path data_folder);
  /// Lives as long as this object; empty for a language without a list.
  const FrequencyList& of(const LanguageTag& language) const;

 private:
  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::unique_ptr<FrequencyList>> lists_;
};

}  // namespace termknit
