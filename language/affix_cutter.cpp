// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/affix_cutter.h"

#include <tuple>

#include "language/text.h"
#include "language/text_hash.h"

namespace termknit {

AffixCutter::Text AffixCutter::Stem::set(Text rest, const Ending::Strip& strip) {
  set_lower(rest.lower, strip);
  if (rest.as_is.data() == rest.lower.data() && strip.text == strip.lower) return {lower_, lower_};
  as_is_.assign(rest.as_is).append(strip.text);
  return {as_is_, lower_};
}

std::string_view AffixCutter::Stem::set_lower(std::string_view rest, const Ending::Strip& strip) {
  return lower_.assign(rest).append(strip.lower);
}

AffixCutter::AffixCutter(const AffixFile& affixes, const FormReach& reach)
    : reach_(reach), may_be_cut_whole_(!affixes.whole_strips().empty()) {
  for (const auto* classes : {&affixes.suffix_classes(), &affixes.half_letter_suffixes()}) {
    for (const auto& [flag, rules] : *classes) {
      for (const SuffixRule& rule : rules) take_suffix(flag, rule);
    }
  }
  for (Ending& ending : endings_.values()) {
    std::sort(ending.suffixes.begin(), ending.suffixes.end(),
              [](const Suffix& a, const Suffix& b) { return a.rule->line > b.rule->line; });
  }
  for (const auto& [flag, rules] : affixes.prefix_classes()) {
    for (const PrefixRule& rule : rules) take_prefix(flag, rule);
  }
  const auto sort = [](Prefixes& prefixes) {
    std::sort(prefixes.begin(), prefixes.end(), [](const Prefix& a, const Prefix& b) {
      return std::tie(a.rule->add, b.rule->line) < std::tie(b.rule->add, a.rule->line);
    });
  };
  sort(empty_prefixes_);
  std::for_each(prefixes_.begin(), prefixes_.end(), sort);
}

void AffixCutter::take_suffix(char flag, const SuffixRule& rule) {
  Ending& ending = endings_[to_lower(rule.add)];
  auto strip = std::find_if(ending.strips.begin(), ending.strips.end(),
                            [&](const Ending::Strip& s) { return s.text == rule.strip; });
  if (strip == ending.strips.end()) strip = ending.strips.insert(strip, {rule.strip, to_lower(rule.strip)});
  if (reach_.is_put_on(flag) && strip->outer_flags.find(flag) == std::string::npos) strip->outer_flags += flag;
  ending.suffixes.push_back({flag, &rule, static_cast<std::size_t>(strip - ending.strips.begin())});
}

void AffixCutter::take_prefix(char flag, const PrefixRule& rule) {
  std::string add = to_lower(rule.add);
  Prefixes& prefixes = add.empty() ? empty_prefixes_ : prefixes_[static_cast<unsigned char>(add.front())];
  prefixes.push_back({flag, &rule, std::move(add), to_lower(rule.strip)});
}

void AffixCutter::cut(std::string_view lower, Cuts& cuts) const {
  const EntryTable& entries = reach_.entries();
  thread_local std::vector<TextHash> beginnings;  // by their size
  beginnings.assign(1, {});
  for (const char byte : lower) beginnings.emplace_back(beginnings.back()).add(byte);
  cuts.may_be_entry = entries.contains(beginnings.back().value());
  cuts.cuts.clear();
  Stem buffer;
  endings_.for_each(lower, [&](std::size_t size, const Ending& ending) {
    const std::size_t left = lower.size() - size;
    if (left == 0 && !may_be_cut_whole_) return true;
    for (std::size_t i = 0; i < ending.strips.size(); ++i) {
      const Ending::Strip& strip = ending.strips[i];
      const bool is_entry = entries.contains(beginnings[left].with(strip.lower).value());
      const bool is_inner =
          !strip.outer_flags.empty() && may_be_inner(buffer.set_lower(lower.substr(0, left), strip), strip.outer_flags);
      if (is_entry || is_inner) cuts.cuts.push_back({size, &ending, i, is_entry, is_inner});
    }
    return true;
  });
}

bool AffixCutter::may_be_inner(std::string_view stem, std::string_view outer_flags) const {
  return std::any_of(outer_flags.begin(), outer_flags.end(),
                     [&](char flag) { return reach_.may_be_made_of_made(stem, flag); });
}

}  // namespace termknit
