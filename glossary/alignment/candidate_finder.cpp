// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/candidate_finder.h"

#include <algorithm>

#include "core/tsv.h"
#include "glossary/extraction/candidate_collector.h"
#include "language/text.h"

namespace termknit {

std::map<LanguageTag, CandidateNumbers> candidate_numbers(const std::vector<TermCandidate>& candidates) {
  std::map<LanguageTag, CandidateNumbers> numbers;
  for (std::uint32_t i = 0; i < candidates.size(); ++i)
    numbers[candidates[i].language].emplace(join(candidates[i].key, " "), i);
  return numbers;
}

std::vector<CandidateCount> find_candidates(const CandidateNumbers& numbers, const std::vector<Token>& tokens,
                                            std::size_t begin, std::size_t end) {
  std::map<std::uint32_t, std::uint32_t> counts;
  const auto count = [&](const std::string& key) {
    if (const auto it = numbers.find(key); it != numbers.end()) ++counts[it->second];
  };
  std::vector<std::string> lemmas;
  for (std::size_t i = begin; i < end; ++i) lemmas.push_back(fold(tokens[i].analysis->lemma()));
  for (std::size_t first = 0; first < lemmas.size(); ++first) {
    std::string key;
    for (std::size_t last = first; last < std::min(lemmas.size(), first + kMaxTermWords); ++last) {
      if (last > first) key += ' ';
      key += lemmas[last];
      count(key);
    }
    // What a compound is made of counts as well: elsewhere its parts are words of their own.
    const std::vector<CompoundPart>& parts = tokens[begin + first].analysis->parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::string before;
      for (std::size_t j = i; j < parts.size(); ++j) {
        if (i > 0 || j + 1 < parts.size()) count(fold(before + parts[j].lemma));
        before += parts[j].surface;
      }
    }
  }
  return {counts.begin(), counts.end()};
}

}  // namespace termknit
