// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Candidates that are one term written differently: with a hyphen, in one word or in two (e-mail, email; decision
// making, decision-making), in two spellings (anaemia, anemia), and short forms that the text introduces (CRM).

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "glossary/extraction/candidate_collector.h"

namespace termknit {

/// What stands for what: data/languages/CODE/spellings.tsv.
using Spellings = std::vector<std::pair<std::string, std::string>>;
/// Empty if the file is not there.
Spellings read_spellings(const std::filesystem::path& file);
/// `text` in the other spelling.
std::string respell(std::string text, const Spellings& spellings);

class TermVariants {
 public:
  TermVariants(const CandidateCollector& collector, const Spellings& spellings);

  /// Other groups that are this term, in order; empty for most groups and for those that are themselves variants.
  const std::vector<std::uint32_t>& of(std::uint32_t group) const;
  bool is_variant(std::uint32_t group) const { return variant_.size() > group && variant_[group]; }

 private:
  void join_spellings(const CandidateCollector& collector, const Spellings& spellings);
  void join_short_forms(const CandidateCollector& collector);
  void join(std::uint32_t main, std::uint32_t variant);

  std::vector<bool> variant_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> of_;
};

}  // namespace termknit
