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

constexpr std::uint64_t kLineBits = 32;

std::size_t first_letter_bytes(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
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

AffixAnalyzer::AffixAnalyzer(const AffixFile& affixes, const FormReach& reach, std::string_view entries)
    : affixes_(affixes), reach_(reach) {
  if (!affixes_.reach_is_known() || entries.size() >> kLineBits != 0) return;
  auto text = dictionary_text(entries, affixes_.encoding());
  if (!text) return;
  text_ = std::move(*text);
  take_rules();
  take_entries();
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
    for (const PrefixRule& rule : rules) prefixes_.push_back({flag, &rule});
  }
  std::sort(prefixes_.begin(), prefixes_.end(), [](const Prefix& a, const Prefix& b) {
    return std::tie(a.rule->add, b.rule->line) < std::tie(b.rule->add, a.rule->line);
  });
}

void AffixAnalyzer::take_suffix(char flag, const SuffixRule& rule) {
  longest_suffix_ = std::max(longest_suffix_, rule.add.size());
  Ending& ending = endings_[rule.add];
  auto strip = std::find_if(ending.strips.begin(), ending.strips.end(),
                            [&](const Ending::Strip& s) { return s.text == rule.strip; });
  if (strip == ending.strips.end()) strip = ending.strips.insert(strip, {rule.strip, {}});
  if (reach_.is_put_on(flag) && strip->outer_flags.find(flag) == std::string::npos) strip->outer_flags += flag;
  ending.suffixes.push_back({flag, &rule, static_cast<std::size_t>(strip - ending.strips.begin())});
}

void AffixAnalyzer::take_entries() {
  slots_.resize(std::bit_ceil(2 * static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')) + 2));
  for_each_line(text_, [&](std::string_view line, std::size_t number) {
    if (number == 1 || line.empty()) return;
    const auto place = static_cast<std::size_t>(line.data() - text_.data());
    const Entry entry = entry_at(place);
    if (entry.word.empty() || entry.word.find(' ') != entry.word.npos) return;
    note(checksum(entry.word), place);
    const std::string_view rest = entry.word.substr(first_letter_bytes(entry.word));
    if (to_lower(rest) != rest) hidden_.insert(to_title(to_lower(entry.word)));
  });
}

void AffixAnalyzer::note(std::uint64_t hash, std::size_t line) {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = hash >> kLineBits << kLineBits | line;
}

/// "word/flags po:noun", or with a tabulator.
AffixAnalyzer::Entry AffixAnalyzer::entry_at(std::size_t line) const {
  std::string_view rest = std::string_view(text_).substr(line);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  // A description begins at the first "xx:" behind a blank.
  std::size_t data = rest.npos;
  for (std::size_t colon = rest.find(':'); colon != rest.npos; colon = rest.find(':', colon + 1)) {
    if (colon <= 3 || (rest[colon - 3] != ' ' && rest[colon - 3] != '\t')) continue;
    data = colon - 2;
    break;
  }
  std::size_t end = rest.size();
  if (data != rest.npos) {
    end = rest.find_last_not_of(" \t", data - 1) + 1;
    data = end + 1;
  }
  if (const std::size_t tab = rest.find('\t'); tab != rest.npos && tab + 1 <= std::min(data, rest.size())) {
    end = tab;
    data = tab + 1;
  }
  Entry entry{rest.substr(0, end), {}, data < rest.size() ? rest.substr(data) : std::string_view()};
  if (const std::size_t slash = entry.word.find('/'); slash != entry.word.npos) {
    entry.flags = entry.word.substr(slash + 1);
    entry.word = entry.word.substr(0, slash);
  }
  return entry;
}

/// Those of one word in the order of the list.
template <typename F>
void AffixAnalyzer::for_each_entry(std::string_view word, const F& f) const {
  const std::uint64_t hash = checksum(word);
  for (std::size_t at = hash & (slots_.size() - 1); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] >> kLineBits != hash >> kLineBits) continue;
    const Entry entry = entry_at(slots_[at] & 0xFFFFFFFFU);
    if (entry.word == word) f(entry);
  }
}

std::optional<std::vector<std::string>> AffixAnalyzer::analyze(std::string_view word) {
  if (!usable_ || !reach_.is_plain(word)) return std::nullopt;
  const std::size_t first = first_letter_bytes(word);
  std::string lower = to_lower(word);
  if (lower.substr(std::min(first, lower.size())) != word.substr(first)) return std::nullopt;
  const bool small = lower == word;
  if (lower != last_small_.word) {
    std::vector<std::string> lines;
    if (!add_lines(lower, lines)) return std::nullopt;
    last_small_ = {std::move(lower), std::move(lines)};
  }
  if (small) return last_small_.lines;
  // Of a capital Hunspell gives the small word's lines first.
  std::vector<std::string> of_capital, lines = last_small_.lines;
  if (!add_lines(std::string(word), of_capital)) return std::nullopt;
  lines.insert(lines.end(), of_capital.begin(), of_capital.end());
  return lines;
}

/// False where Hunspell has to be asked.
bool AffixAnalyzer::add_lines(const std::string& word, std::vector<std::string>& lines) const {
  if (is_hidden(word)) return false;
  add_entry_lines(word, lines);
  if (!add_prefix_lines(word, lines) || !add_suffix_lines(word, nullptr, lines)) return false;
  if (lines.empty()) return !reach_.may_be_compound(to_lower(word));
  std::vector<std::string> different;
  for (std::string& line : lines) {
    if (std::find(different.begin(), different.end(), line) == different.end()) different.push_back(std::move(line));
  }
  lines = std::move(different);
  return true;
}

/// Such words begin with a capital.
bool AffixAnalyzer::is_hidden(std::string_view word) const {
  return !word.empty() && !(word.front() >= 'a' && word.front() <= 'z') && hidden_.contains(word);
}

void AffixAnalyzer::add_entry_lines(std::string_view word, std::vector<std::string>& lines) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  for_each_entry(word, [&](const Entry& entry) {
    if (entry.has(flags.forbidden) || entry.has(flags.needs_affix) || entry.has(flags.only_in_compound)) return;
    append_entry(lines.emplace_back(), word, entry.data);
  });
}

bool AffixAnalyzer::add_prefix_lines(std::string_view word, std::vector<std::string>& lines) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  for (const Prefix& prefix : prefixes_) {
    const PrefixRule& rule = *prefix.rule;
    if (!word.starts_with(rule.add)) continue;
    if (!rule.condition.empty()) return false;
    const std::string rest = rule.strip + std::string(word.substr(rule.add.size()));
    if (rest.size() == rule.strip.size()) continue;
    if (is_hidden(rest)) return false;
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
bool AffixAnalyzer::find_stems(std::string_view rest, const Ending& ending, Stems& stems) const {
  std::string stem;
  for (std::size_t i = 0; i < ending.strips.size(); ++i) {
    const Ending::Strip& strip = ending.strips[i];
    stem.assign(rest).append(strip.text);
    if (is_hidden(stem)) return false;
    for (const char flag : strip.outer_flags) {
      if (reach_.may_be_made_of_made(to_lower(stem), flag)) return false;
    }
    for_each_entry(stem, [&](const Entry& entry) { stems.emplace_back(i, entry); });
  }
  return true;
}

bool AffixAnalyzer::takes(const Entry& entry, const Suffix& suffix, const Prefix* prefix) {
  if (!prefix) return entry.has(suffix.flag);
  return (entry.has(suffix.flag) || has_flag(prefix->rule->continuation, suffix.flag)) &&
         (entry.has(prefix->flag) || has_flag(suffix.rule->continuation, prefix->flag));
}

bool AffixAnalyzer::add_suffix_lines(std::string_view word, const Prefix* prefix,
                                     std::vector<std::string>& lines) const {
  Stems stems;
  for (std::size_t size = 0; size <= std::min(longest_suffix_, word.size()); ++size) {
    const auto ending = endings_.find(word.substr(word.size() - size));
    if (ending == endings_.end()) continue;
    stems.clear();
    if (!find_stems(word.substr(0, word.size() - size), ending->second, stems)) return false;
    if (stems.empty() || (size == word.size() && affixes_.whole_strips().empty())) continue;
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
