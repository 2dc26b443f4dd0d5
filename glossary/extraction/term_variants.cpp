// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/term_variants.h"

#include <algorithm>

#include "core/file.h"
#include "core/tsv.h"

namespace termknit {
namespace {

constexpr std::size_t kShortestJoined = 5;  // bytes; shorter strings meet by chance

/// The lemmas without blanks and hyphens, in one spelling.
std::string joined_lemmas(const CandidateCollector& collector, const CandidateGroup& group,
                          const Spellings& spellings) {
  std::string joined;
  for (const std::uint32_t lemma : group.key) {
    for (const char c : collector.lemma(lemma)) {
      if (c != '-') joined += c;
    }
  }
  return respell(std::move(joined), spellings);
}

bool has_hyphen(const CandidateCollector& collector, const CandidateGroup& group) {
  return std::any_of(group.key.begin(), group.key.end(),
                     [&](std::uint32_t lemma) { return collector.lemma(lemma).find('-') != std::string::npos; });
}

}  // namespace

Spellings read_spellings(const std::filesystem::path& file) {
  Spellings spellings;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return spellings;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos || tab == 0) return;
    spellings.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  });
  return spellings;
}

std::string respell(std::string text, const Spellings& spellings) {
  for (const auto& [from, to] : spellings) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

TermVariants::TermVariants(const CandidateCollector& collector, const Spellings& spellings)
    : variant_(collector.groups().size()) {
  join_spellings(collector, spellings);
  join_short_forms(collector);
}

const std::vector<std::uint32_t>& TermVariants::of(std::uint32_t group) const {
  static const std::vector<std::uint32_t> none;
  const auto it = of_.find(group);
  return it == of_.end() ? none : it->second;
}

void TermVariants::join(std::uint32_t main, std::uint32_t variant) {
  if (main == variant || variant_[main] || variant_[variant] || of_.contains(variant)) return;
  variant_[variant] = true;
  of_[main].push_back(variant);
}

void TermVariants::join_spellings(const CandidateCollector& collector, const Spellings& rules) {
  const std::vector<CandidateGroup>& groups = collector.groups();
  // Single words and hyphenated units are what others may be spellings of; two free words alone are not.
  std::unordered_map<std::string, std::vector<std::uint32_t>> spellings;
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    if (groups[i].key.size() > 1 && !has_hyphen(collector, groups[i])) continue;
    if (std::string joined = joined_lemmas(collector, groups[i], rules); joined.size() >= kShortestJoined) {
      spellings[std::move(joined)].push_back(i);
    }
  }
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    if (groups[i].key.size() < 2 || groups[i].inner != InnerWords::none || has_hyphen(collector, groups[i])) continue;
    const auto it = spellings.find(joined_lemmas(collector, groups[i], rules));
    if (it != spellings.end()) it->second.push_back(i);
  }
  std::vector<std::vector<std::uint32_t>> sets;
  for (auto& [joined, numbers] : spellings) {
    if (numbers.size() > 1) sets.push_back(std::move(numbers));
  }
  for (std::vector<std::uint32_t>& numbers : sets) {
    std::sort(numbers.begin(), numbers.end(), [&](std::uint32_t a, std::uint32_t b) {
      return groups[a].frequency != groups[b].frequency ? groups[a].frequency > groups[b].frequency : a < b;
    });
    for (std::size_t i = 1; i < numbers.size(); ++i) join(numbers[0], numbers[i]);
  }
}

void TermVariants::join_short_forms(const CandidateCollector& collector) {
  for (const auto& [key, lemma] : collector.short_forms()) {
    const std::uint32_t* main = collector.find(key);
    const std::uint32_t* variant = collector.find({lemma});
    if (main && variant) join(*main, *variant);
  }
}

}  // namespace termknit
