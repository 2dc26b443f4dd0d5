// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/affix_analyzer.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "core/checksum.h"
#include "core/tsv.h"
#include "language/letter_case.h"
#include "language/text.h"

namespace termknit {
namespace {

std::size_t first_letter_bytes(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

enum class LetterCase { small, capital, all_capitals, mixed };

/// `lower` is the word in small letters, of the same size.
LetterCase case_of(std::string_view word, std::string_view lower) {
  if (word == lower) return LetterCase::small;
  const std::size_t first = first_letter_bytes(word);
  if (word.substr(first) == lower.substr(first)) return LetterCase::capital;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t size = first_letter_bytes(word.substr(at));
    const bool is_letter = size > 1 || (lower[at] >= 'a' && lower[at] <= 'z');
    if (is_letter && word.substr(at, size) == lower.substr(at, size)) return LetterCase::mixed;
    at += size;
  }
  return LetterCase::all_capitals;
}

bool has_flag(std::string_view flags, char flag) {
  return flag != '\0' && flags.find(flag) != flags.npos;
}

/// " fl:X", or the rule's description.
void append_affix(std::string& line, char flag, const std::string& description) {
  line += ' ';
  if (description.empty()) {
    (line += "fl:") += flag;
  } else {
    line += description;
  }
}

void append_entry(std::string& line, std::string_view word, std::string_view data) {
  if (data.find("st:") == data.npos) (line += " st:") += word;
  if (!data.empty()) (line += ' ') += data;
}

}  // namespace

AffixAnalyzer::AffixAnalyzer(const AffixFile& affixes, const FormReach& reach) : affixes_(affixes), reach_(reach) {
  take_rules();
}

void AffixAnalyzer::take_rules() {
  usable_ = affixes_.half_letter_prefixes().empty();
  for (const auto* classes : {&affixes_.suffix_classes(), &affixes_.half_letter_suffixes()}) {
    for (const auto& [flag, rules] : *classes) {
      for (const SuffixRule& rule : rules) take_suffix(flag, rule);
    }
  }
  for (auto& [add, ending] : endings_) {
    std::sort(ending.suffixes.begin(), ending.suffixes.end(),
              [](const Suffix& a, const Suffix& b) { return a.rule->line > b.rule->line; });
  }
  for (const auto& [flag, rules] : affixes_.prefix_classes()) {
    for (const PrefixRule& rule : rules) {
      auto& prefixes = rule.add.empty() ? empty_prefixes_ : prefixes_[static_cast<unsigned char>(rule.add.front())];
      prefixes.push_back({flag, &rule});
    }
  }
  const auto sort = [](std::vector<Prefix>& prefixes) {
    std::sort(prefixes.begin(), prefixes.end(), [](const Prefix& a, const Prefix& b) {
      return std::tie(a.rule->add, b.rule->line) < std::tie(b.rule->add, a.rule->line);
    });
  };
  sort(empty_prefixes_);
  std::for_each(prefixes_.begin(), prefixes_.end(), sort);
}

void AffixAnalyzer::take_suffix(char flag, const SuffixRule& rule) {
  longest_suffix_ = std::max(longest_suffix_, rule.add.size());
  Ending& ending = endings_[rule.add];
  auto strip = std::find_if(ending.strips.begin(), ending.strips.end(),
                            [&](const Ending::Strip& s) { return s.text == rule.strip; });
  if (strip == ending.strips.end()) strip = ending.strips.insert(strip, {rule.strip, to_lower(rule.strip)});
  if (reach_.is_put_on(flag) && strip->outer_flags.find(flag) == std::string::npos) strip->outer_flags += flag;
  ending.suffixes.push_back({flag, &rule, static_cast<std::size_t>(strip - ending.strips.begin())});
}

/// In the order of the list.
template <typename F>
void AffixAnalyzer::for_each_entry(Text word, const F& f) const {
  reach_.entries().for_each(checksum(word.lower), [&](const Entry& entry) {
    if (entry.word == word.as_is) f(entry);
  });
}

std::optional<std::vector<std::string>> AffixAnalyzer::analyze(std::string_view word, Last& last) const {
  if (!usable_ || !reach_.is_plain(word)) return std::nullopt;
  std::string lower = to_lower(word);
  if (lower.size() != word.size()) return std::nullopt;
  const LetterCase letter_case = case_of(word, lower);
  if (letter_case == LetterCase::mixed) return std::nullopt;
  if (lower != last.word) {
    std::vector<std::string> lines;
    if (!add_lines({lower, lower}, lines)) return std::nullopt;
    last = {std::move(lower), std::move(lines)};
  }
  // As Hunspell looks at it: the word in capitals, in small letters, with a capital.
  std::vector<std::string> lines;
  if (letter_case == LetterCase::all_capitals && !add_lines({word, last.word}, lines)) return std::nullopt;
  lines.insert(lines.end(), last.lines.begin(), last.lines.end());
  if (letter_case == LetterCase::small) return lines;
  const std::string title = to_title(last.word);
  std::vector<std::string> of_title;
  if (title.size() != word.size() || !add_lines({title, last.word}, of_title)) return std::nullopt;
  lines.insert(lines.end(), of_title.begin(), of_title.end());
  return lines;
}

/// False where Hunspell has to be asked.
bool AffixAnalyzer::add_lines(Text word, std::vector<std::string>& lines) const {
  if (reach_.entries().is_hidden(word.as_is)) return false;
  add_entry_lines(word, lines);
  const auto& prefixes = prefixes_[static_cast<unsigned char>(word.as_is.front())];
  if (!add_prefix_lines(word, empty_prefixes_, lines) || !add_prefix_lines(word, prefixes, lines) ||
      !add_suffix_lines(word, nullptr, lines))
    return false;
  if (lines.empty()) return !reach_.may_be_compound(word.lower);
  std::vector<std::string> different;
  for (std::string& line : lines) {
    if (std::find(different.begin(), different.end(), line) == different.end()) different.push_back(std::move(line));
  }
  lines = std::move(different);
  return true;
}

void AffixAnalyzer::add_entry_lines(Text word, std::vector<std::string>& lines) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  for_each_entry(word, [&](const Entry& entry) {
    if (entry.has(flags.forbidden) || entry.has(flags.needs_affix) || entry.has(flags.only_in_compound)) return;
    append_entry(lines.emplace_back(), entry.word, entry.data);
  });
}

bool AffixAnalyzer::add_prefix_lines(Text word, const std::vector<Prefix>& prefixes,
                                     std::vector<std::string>& lines) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  for (const Prefix& prefix : prefixes) {
    const PrefixRule& rule = *prefix.rule;
    if (!word.as_is.starts_with(rule.add)) continue;
    if (!rule.condition.empty()) return false;
    const std::string as_is = rule.strip + std::string(word.as_is.substr(rule.add.size()));
    if (as_is.size() == rule.strip.size()) continue;
    const std::string lower = to_lower(as_is);
    const Text rest{as_is, lower};
    if (lower.size() != as_is.size() || reach_.entries().is_hidden(as_is)) return false;
    std::vector<std::string> found;
    for_each_entry(rest, [&](const Entry& entry) {
      if (!entry.has(prefix.flag) || has_flag(rule.continuation, flags.needs_affix)) return;
      std::string& line = found.emplace_back();
      if (rule.description.empty()) {
        line += rule.add;
      } else {
        (line += ' ') += rule.description;
      }
      append_entry(line, entry.word, entry.data);
      if (entry.data.empty()) ((line += ' ') += "fl:") += prefix.flag;
    });
    if (rule.crosses && !add_suffix_lines(rest, &prefix, found)) return false;
    if (rule.add.empty() || !has_flag(rule.continuation, flags.only_in_compound))
      lines.insert(lines.end(), found.begin(), found.end());
  }
  return true;
}

/// What Hunspell's flags for compounds, circumfixes and affixes that need others allow.
bool AffixAnalyzer::may_stand(const SuffixRule& suffix, const Prefix* prefix) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  const std::string_view behind = prefix ? std::string_view(prefix->rule->continuation) : std::string_view();
  if (flags.circumfix != '\0' && has_flag(suffix.continuation, flags.circumfix) != has_flag(behind, flags.circumfix))
    return false;
  if (has_flag(suffix.continuation, flags.only_in_compound)) return false;
  return !has_flag(suffix.continuation, flags.needs_affix) || (prefix && !has_flag(behind, flags.needs_affix));
}

/// False where Hunspell has to be asked.
bool AffixAnalyzer::find_stems(Text rest, const Ending& ending, Stems& stems) const {
  std::string lower, other;
  for (std::size_t i = 0; i < ending.strips.size(); ++i) {
    const Ending::Strip& strip = ending.strips[i];
    lower.assign(rest.lower).append(strip.lower);
    std::string_view stem = lower;
    if (rest.as_is.data() != rest.lower.data() || strip.text != strip.lower) {
      other.assign(rest.as_is).append(strip.text);
      stem = other;
    }
    if (reach_.entries().is_hidden(stem)) return false;
    for (const char flag : strip.outer_flags) {
      if (reach_.may_be_made_of_made(lower, flag)) return false;
    }
    for_each_entry({stem, lower}, [&](const Entry& entry) { stems.emplace_back(i, entry); });
  }
  return true;
}

bool AffixAnalyzer::takes(const Entry& entry, const Suffix& suffix, const Prefix* prefix) {
  if (!prefix) return entry.has(suffix.flag);
  return (entry.has(suffix.flag) || has_flag(prefix->rule->continuation, suffix.flag)) &&
         (entry.has(prefix->flag) || has_flag(suffix.rule->continuation, prefix->flag));
}

bool AffixAnalyzer::add_suffix_lines(Text word, const Prefix* prefix, std::vector<std::string>& lines) const {
  Stems stems;
  const std::size_t bytes = word.as_is.size();
  for (std::size_t size = 0; size <= std::min(longest_suffix_, bytes); ++size) {
    const auto ending = endings_.find(word.as_is.substr(bytes - size));
    if (ending == endings_.end()) continue;
    stems.clear();
    if (!find_stems(word.without_last(size), ending->second, stems)) return false;
    if (stems.empty() || (size == bytes && affixes_.whole_strips().empty())) continue;
    for (const Suffix& suffix : ending->second.suffixes) {
      const SuffixRule& rule = *suffix.rule;
      // Hunspell's line is no text then.
      if (static_cast<unsigned char>(suffix.flag) >= 0x80 && rule.description.empty()) continue;
      if ((prefix && !rule.crosses) || !may_stand(rule, prefix)) continue;
      for (const auto& [strip, entry] : stems) {
        if (strip != suffix.strip || !takes(entry, suffix, prefix) || !rule.apply(entry.word)) continue;
        std::string& line = lines.emplace_back();
        if (prefix) append_affix(line, prefix->flag, prefix->rule->description);
        append_entry(line, entry.word, entry.data);
        append_affix(line, suffix.flag, rule.description);
      }
    }
  }
  return true;
}

}  // namespace termknit
