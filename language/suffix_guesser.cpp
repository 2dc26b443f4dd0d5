// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/suffix_guesser.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>
#include <vector>

#include "core/tsv.h"
#include "language/cache_file.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestSuffix = 7, kShortestSuffix = 2;  // letters
constexpr std::uint32_t kLeastCount = 3;
constexpr std::size_t kMostCut = 40;  // bytes
constexpr std::string_view kKind = "guesser 2";

/// Beginnings, in bytes, of the last letters of `form`, shortest suffix first.
std::vector<std::size_t> suffix_starts(std::string_view form) {
  std::vector<std::size_t> starts;
  std::size_t at = form.size();
  while (at > 0 && starts.size() < kLongestSuffix) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(form[at]) & 0xC0) == 0x80) --at;
    starts.push_back(at);
  }
  return starts;
}

struct CountedRule {
  std::uint32_t rule = 0;  ///< its number
  std::uint32_t count = 0;
};

/// A suffix has a handful of rules, one of them most of the time: it comes to the front.
void count(std::vector<CountedRule>& rules, std::uint32_t rule) {
  const auto known = std::find_if(rules.begin(), rules.end(), [&](const CountedRule& r) { return r.rule == rule; });
  if (known == rules.end()) {
    rules.push_back({rule, 1});
    return;
  }
  ++known->count;
  if (known != rules.begin()) std::iter_swap(known, known - 1);
}

}  // namespace

SuffixGuesser SuffixGuesser::train(const Trainer& forms) {
  std::unordered_map<std::string, std::vector<CountedRule>, StringHash, std::equal_to<>> counts;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> numbers;
  std::vector<Rule> rules;
  std::string key;
  const auto number_of = [&](std::uint8_t cut, std::string_view add) {
    key.assign(1, static_cast<char>(cut)).append(add);
    const auto [it, is_new] = numbers.try_emplace(key, static_cast<std::uint32_t>(rules.size()));
    if (is_new) rules.push_back({cut, std::string(add)});
    return it->second;
  };
  forms([&](const std::string& form, const std::string& lemma) {
    std::size_t shared = 0;
    while (shared < form.size() && shared < lemma.size() && form[shared] == lemma[shared]) ++shared;
    while (shared > 0 && shared < form.size() && (static_cast<unsigned char>(form[shared]) & 0xC0) == 0x80) --shared;
    while (shared > 0 && shared < lemma.size() && (static_cast<unsigned char>(lemma[shared]) & 0xC0) == 0x80) --shared;
    const std::size_t cut = form.size() - shared;
    if (cut > kMostCut || lemma.size() - shared > kMostCut) return;
    const std::uint32_t rule = number_of(static_cast<std::uint8_t>(cut), std::string_view(lemma).substr(shared));
    for (const std::size_t start : suffix_starts(form)) {
      const std::size_t length = form.size() - start;
      if (length < cut || start == 0) continue;  // the rule must lie within the suffix, and leave a stem
      const std::string_view suffix = std::string_view(form).substr(start);
      auto known = counts.find(suffix);
      if (known == counts.end()) known = counts.emplace(suffix, std::vector<CountedRule>()).first;
      count(known->second, rule);
    }
  });
  SuffixGuesser guesser;
  for (auto& [suffix, counted] : counts) {
    const auto best = std::max_element(counted.begin(), counted.end(), [&](const CountedRule& a, const CountedRule& b) {
      const Rule &one = rules[a.rule], &other = rules[b.rule];
      return std::tie(a.count, other.cut, other.add) < std::tie(b.count, one.cut, one.add);
    });
    if (best->count < kLeastCount) continue;
    guesser.rules_.emplace(suffix, rules[best->rule]);
  }
  // A rule that the next shorter suffix gives too says nothing of its own.
  std::vector<std::string> superfluous;
  for (const auto& [suffix, rule] : guesser.rules_) {
    const std::vector<std::size_t> starts = suffix_starts(suffix);
    if (starts.size() < 2) continue;
    const auto shorter = guesser.rules_.find(std::string_view(suffix).substr(starts[starts.size() - 2]));
    if (shorter != guesser.rules_.end() && shorter->second.cut == rule.cut && shorter->second.add == rule.add)
      superfluous.push_back(suffix);
  }
  for (const std::string& suffix : superfluous) guesser.rules_.erase(suffix);
  guesser.make_endings();
  return guesser;
}

void SuffixGuesser::make_endings() {
  for (const auto& [suffix, rule] : rules_) {
    if (code_points(suffix) >= kShortestSuffix) endings_[suffix] = rule;
  }
}

std::optional<std::string> SuffixGuesser::lemma(std::string_view form) const {
  const Rule* rule = endings_.longest(form, [&](std::string_view ending, const Rule& rule_of_ending) {
    return rule_of_ending.cut <= ending.size() && rule_of_ending.cut < form.size();
  });
  if (!rule) return std::nullopt;
  return std::string(form.substr(0, form.size() - rule->cut)) + rule->add;
}

void SuffixGuesser::save(const std::filesystem::path& file, std::uint64_t stamp) const {
  std::vector<std::string> lines;
  for (const auto& [suffix, rule] : rules_) lines.push_back(suffix + '\t' + std::to_string(rule.cut) + '\t' + rule.add);
  std::sort(lines.begin(), lines.end());
  write_cache_file(file, kKind, stamp, join(lines, "\n"));
}

std::unique_ptr<SuffixGuesser> SuffixGuesser::load(const std::filesystem::path& file, std::uint64_t stamp) {
  const auto body = read_cache_file(file, kKind, stamp);
  if (!body) return nullptr;
  auto guesser = std::make_unique<SuffixGuesser>();
  for_each_line(*body, [&](std::string_view line, std::size_t) {
    const auto cells = split(line, '\t');
    unsigned cut = 0;
    if (cells.size() != 3 || std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), cut).ec != std::errc{})
      return;
    guesser->rules_.emplace(cells[0], Rule{static_cast<std::uint8_t>(cut), std::string(cells[2])});
  });
  guesser->make_endings();
  return guesser;
}

}  // namespace termknit
