// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/affix_analyzer.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <span>

#include "language/letter_case.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kUsualLine = 60;  // bytes

/// " fl:X", or the rule's description.
void append_affix(std::string& line, char flag, const std::string& description) {
  line += ' ';
  if (description.empty()) {
    (line += "fl:") += flag;
  } else {
    line += description;
  }
}

std::string& add_line(std::vector<std::string>& lines) {
  std::string& line = lines.emplace_back();
  line.reserve(kUsualLine);
  return line;
}

void append_entry(std::string& line, std::string_view word, std::string_view data) {
  if (data.find("st:") == data.npos) (line += " st:") += word;
  if (!data.empty()) (line += ' ') += data;
}

/// Hunspell's line is no text then.
bool is_half_letter(char flag, const std::string& description) {
  return static_cast<unsigned char>(flag) >= 0x80 && description.empty();
}

void keep_different(std::vector<std::string>& lines) {
  std::vector<std::string> different;
  for (std::string& line : lines) {
    if (std::find(different.begin(), different.end(), line) == different.end()) different.push_back(std::move(line));
  }
  lines = std::move(different);
}

bool is_all_letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  });
}

}  // namespace

AffixAnalyzer::AffixAnalyzer(const AffixFile& affixes, const FormReach& reach, bool with_compounds)
    : affixes_(affixes),
      reach_(reach),
      with_compounds_(with_compounds),
      cutter_(affixes, reach),
      pieces_(affixes, reach, cutter_),
      usable_(affixes.half_letter_prefixes().empty() && !affixes.converts_output()) {}

std::optional<std::vector<std::string>> AffixAnalyzer::analyze(std::string_view word, Last& last) const {
  const std::string_view plain = word.substr(0, word.find_last_not_of('.') + 1);
  if (!usable_ || !reach_.is_plain(plain)) return std::nullopt;
  const std::string lower = to_lower(plain);
  if (lower.size() != plain.size()) return std::nullopt;
  const LetterCase letter_case = letter_case_of(plain, lower);
  std::vector<std::string> texts;
  const auto take_lines_of = [&](std::string_view text) {
    if (text == last.word_) text = last.word_;
    auto lines = lines_of({text, last.word_}, last);
    if (!lines || (lines->texts.empty() && with_compounds_ && may_be_compound(last))) return false;
    std::move(lines->texts.begin(), lines->texts.end(), std::back_inserter(texts));
    return true;
  };
  // With dots at the end as none, and as one.
  const auto take_lines_of_all = [&](std::initializer_list<std::string_view> cases) {
    cut(lower, last);
    if (!std::all_of(cases.begin(), cases.end(), take_lines_of)) return false;
    if (plain.size() == word.size()) return true;
    cut(lower + '.', last);
    return std::all_of(cases.begin(), cases.end(),
                       [&](std::string_view text) { return take_lines_of(std::string(text) + '.'); });
  };
  // As Hunspell looks at it: as it stands, in small letters, with a capital.
  const bool has_capitals_inside = letter_case == LetterCase::all_capitals || letter_case == LetterCase::mixed;
  if (has_capitals_inside && !take_lines_of_all({plain})) return std::nullopt;
  if (letter_case == LetterCase::mixed) return texts;
  const std::string title = letter_case == LetterCase::small ? std::string() : to_title(lower);
  const bool is_taken =
      title.empty() ? take_lines_of_all({lower}) : title.size() == plain.size() && take_lines_of_all({lower, title});
  return is_taken ? std::optional(std::move(texts)) : std::nullopt;
}

bool AffixAnalyzer::judges(std::string_view word) const {
  return usable_ && !affixes_.forbidding().warns && is_all_letters(word) && reach_.is_plain(word);
}

std::optional<bool> AffixAnalyzer::accepts(std::string_view word, Last& last) const {
  if (!judges(word)) return std::nullopt;
  const std::string lower = to_lower(word);
  if (lower.size() != word.size()) return std::nullopt;
  const LetterCase letter_case = letter_case_of(word, lower);
  if (letter_case != LetterCase::small && letter_case != LetterCase::capital) return std::nullopt;
  cut(lower, last);
  // First as it stands, then in small letters.
  if (letter_case == LetterCase::capital) {
    const auto accepted = accepts_as_is({word, last.word_}, false, last);
    if (!accepted || *accepted) return accepted;
  }
  return accepts_as_is({last.word_, last.word_}, letter_case == LetterCase::capital, last);
}

std::optional<bool> AffixAnalyzer::accepts_as_is(Text word, bool has_other_capitals, Last& last) const {
  const auto lines = lines_of(word, last);
  if (!lines || lines->is_doubtful || (has_other_capitals && lines->keeps_case)) return std::nullopt;
  if (lines->is_accepted) return true;
  return may_be_compound(last) ? pieces_.make_up(word) : false;
}

void AffixAnalyzer::cut(std::string_view lower, Last& last) const {
  if (lower == last.word_) return;
  last.word_ = lower;
  last.used_ = 0;
  last.may_be_compound_.reset();
  const std::string_view word = last.word_;
  const auto add_part = [&](const Prefix* prefix) -> Part& {
    if (last.used_ == last.parts_.size()) last.parts_.emplace_back();
    Part& part = last.parts_[last.used_++];
    part.prefix = prefix;
    part.cuts.clear();
    return part;
  };
  cutter_.cut(word, add_part(nullptr));
  std::string rest;
  cutter_.for_each_prefix(word, [&](const Prefix& prefix) {
    Part& part = add_part(&prefix);
    part.is_cut_as_word = prefix.changes_nothing();
    if (part.is_cut_as_word) {
      part.may_be_entry = last.parts_.front().may_be_entry;
    } else {
      cutter_.cut(rest.assign(prefix.strip).append(word.substr(prefix.add.size())), part);
    }
  });
}

/// But for compounds. Null where Hunspell has to be asked.
std::optional<AffixAnalyzer::Lines> AffixAnalyzer::lines_of(Text word, const Last& last) const {
  Lines lines;
  const Part& whole = last.parts_.front();
  if (whole.may_be_entry) add_entry_lines(word, lines);
  if (!add_prefix_lines(word, last, false, lines)) return std::nullopt;
  add_suffix_lines(word, whole, nullptr, '\0', lines);
  if (!add_double_suffix_lines(word, whole, nullptr, lines) || !add_prefix_lines(word, last, true, lines))
    return std::nullopt;
  if (lines.texts.size() > 1) keep_different(lines.texts);
  return lines;
}

bool AffixAnalyzer::may_be_compound(Last& last) const {
  if (!last.may_be_compound_)
    last.may_be_compound_ = !affixes_.compounds().of_numbers_only() && reach_.may_be_compound(last.word_);
  return *last.may_be_compound_;
}

/// That a line with affixes was found, of `entry`. The first one that Hunspell finds it takes, and then looks whether
/// it may be a word.
void AffixAnalyzer::note(const Entry& entry, Lines& lines) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  if (entry.has(flags.forbidden) || entry.is_hidden) lines.is_doubtful = true;
  lines.keeps_case = lines.keeps_case || entry.has(flags.keeps_case);
}

/// An entry with other capitals is analysed, but no word.
void AffixAnalyzer::add_entry_lines(Text word, Lines& lines) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  reach_.entries().for_each_as_hunspell(word.as_is, word.lower, [&](const Entry& entry) {
    if (entry.has(flags.forbidden)) lines.is_doubtful = true;
    lines.keeps_case = lines.keeps_case || entry.has(flags.keeps_case);
    if (entry.has(flags.forbidden) || entry.has(flags.needs_affix) || entry.has(flags.only_in_compound)) return;
    append_entry(add_line(lines.texts), entry.word, entry.data);
    lines.is_accepted = lines.is_accepted || !entry.is_hidden;
  });
}

/// With one suffix behind them or none, or with two. False where Hunspell has to be asked.
bool AffixAnalyzer::add_prefix_lines(Text word, const Last& last, bool twice, Lines& lines) const {
  std::string as_is, lower;
  for (std::size_t i = 1; i < last.used_; ++i) {
    const Part& part = last.parts_[i];
    const Prefix& prefix = *part.prefix;
    const PrefixRule& rule = *prefix.rule;
    if (!word.as_is.starts_with(rule.add)) continue;
    if (!rule.condition.empty()) return false;
    const Part& cut = part.is_cut_as_word ? last.parts_.front() : part;
    if (!cut.may_be_entry && cut.cuts.empty()) continue;
    Text rest = word;
    if (!part.is_cut_as_word) {
      as_is.assign(rule.strip).append(word.as_is.substr(rule.add.size()));
      rest = {as_is, to_lower(as_is, lower)};
      if (rest.lower.size() != rest.as_is.size()) return false;
    }
    Lines found;
    if (twice) {
      if (rule.crosses && !add_double_suffix_lines(rest, cut, &prefix, found)) return false;
    } else {
      if (cut.may_be_entry) add_prefixed_entry(rest, prefix, found);
      if (rule.crosses) add_suffix_lines(rest, cut, &prefix, '\0', found);
    }
    const bool in_compounds_only = has_flag(rule.continuation, affixes_.forbidding().only_in_compound);
    // Hunspell analyses some of these, and accepts none but perhaps with two suffixes.
    const bool is_taken = twice || rule.add.empty() || !in_compounds_only;
    lines.is_doubtful |= found.is_doubtful && (twice || !in_compounds_only);
    lines.is_doubtful |= twice && in_compounds_only && !found.texts.empty();
    lines.keeps_case |= found.keeps_case;
    lines.is_accepted |= found.is_accepted && !in_compounds_only;
    if (is_taken) std::move(found.texts.begin(), found.texts.end(), std::back_inserter(lines.texts));
  }
  return true;
}

void AffixAnalyzer::add_prefixed_entry(Text rest, const Prefix& prefix, Lines& lines) const {
  const PrefixRule& rule = *prefix.rule;
  reach_.entries().for_each_as_hunspell(rest.as_is, rest.lower, [&](const Entry& entry) {
    if (!entry.has(prefix.flag) || has_flag(rule.continuation, affixes_.forbidding().needs_affix)) return;
    note(entry, lines);
    if (entry.has(affixes_.forbidding().only_in_compound)) lines.is_doubtful = true;
    lines.is_accepted = true;
    std::string& line = add_line(lines.texts);
    if (rule.description.empty()) {
      line += rule.add;
    } else {
      (line += ' ') += rule.description;
    }
    append_entry(line, entry.word, entry.data);
    if (entry.data.empty()) ((line += ' ') += "fl:") += prefix.flag;
  });
}

/// What Hunspell's flags for compounds, circumfixes and affixes that need others allow; `outer` is the suffix behind.
bool AffixAnalyzer::may_stand(const SuffixRule& suffix, const Prefix* prefix, char outer) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  const std::string_view behind = prefix ? std::string_view(prefix->rule->continuation) : std::string_view();
  if (flags.circumfix != '\0' && has_flag(suffix.continuation, flags.circumfix) != has_flag(behind, flags.circumfix))
    return false;
  if (has_flag(suffix.continuation, flags.only_in_compound)) return false;
  if (outer != '\0') return has_flag(suffix.continuation, outer);
  return !has_flag(suffix.continuation, flags.needs_affix) || (prefix && !has_flag(behind, flags.needs_affix));
}

/// The entries that `cut` leaves of a text of which `rest` stands in front of the ending.
void AffixAnalyzer::find_stems(Text rest, const Cut& cut, Stems& stems) const {
  Stem buffer;
  const Text stem = buffer.set(rest, cut.ending->strips[cut.strip]);
  reach_.entries().for_each_as_hunspell(stem.as_is, stem.lower, [&](Entry entry) {
    if (entry.is_hidden) entry.word = stems.unlisted.emplace_front(entry.word);
    stems.entries.emplace_back(cut.strip, entry);
  });
}

bool AffixAnalyzer::takes(const Entry& entry, const Suffix& suffix, const Prefix* prefix) {
  if (!prefix) return entry.has(suffix.flag);
  return (entry.has(suffix.flag) || has_flag(prefix->rule->continuation, suffix.flag)) &&
         (entry.has(prefix->flag) || has_flag(suffix.rule->continuation, prefix->flag));
}

/// With one suffix, in front of which `prefix` was taken off, and behind which one of the class `outer`.
void AffixAnalyzer::add_suffix_lines(Text word, const Part& part, const Prefix* prefix, char outer,
                                     Lines& lines) const {
  Stems stems;
  AffixCutter::for_each_ending(part.cuts, [&](std::span<const Cut> cuts) {
    const Cut& first = cuts.front();
    stems.entries.clear();
    for (const Cut& cut : cuts) {
      if (cut.may_be_entry) find_stems(word.without_last(cut.size), cut, stems);
    }
    if (stems.entries.empty()) return true;
    const std::string_view added = word.as_is.substr(word.as_is.size() - first.size);
    for (const Suffix& suffix : first.ending->suffixes) {
      const SuffixRule& rule = *suffix.rule;
      if ((prefix && !rule.crosses) || rule.add != added || !may_stand(rule, prefix, outer)) continue;
      for (const auto& [strip, entry] : stems.entries) {
        if (strip != suffix.strip || !takes(entry, suffix, prefix) || !rule.applies_to(entry.word)) continue;
        if (is_half_letter(suffix.flag, rule.description)) {
          lines.is_doubtful = true;
          continue;
        }
        note(entry, lines);
        lines.is_accepted = lines.is_accepted || !entry.has(affixes_.forbidding().only_in_compound);
        std::string& line = add_line(lines.texts);
        if (prefix) append_affix(line, prefix->flag, prefix->rule->description);
        append_entry(line, entry.word, entry.data);
        append_affix(line, suffix.flag, rule.description);
      }
    }
    return true;
  });
}

/// With a suffix that another one allows. False where Hunspell has to be asked.
bool AffixAnalyzer::add_double_suffix_lines(Text word, const Part& part, const Prefix* prefix, Lines& lines) const {
  Stem buffer;
  return AffixCutter::for_each_ending(part.cuts, [&](std::span<const Cut> cuts) {
    const Ending& ending = *cuts.front().ending;
    const std::size_t size = cuts.front().size;
    if (std::none_of(cuts.begin(), cuts.end(), [](const Cut& cut) { return cut.may_be_inner; })) return true;
    const std::string_view added = word.as_is.substr(word.as_is.size() - size);
    for (const Suffix& outer : ending.suffixes) {
      if (!reach_.is_put_on(outer.flag) || (prefix && !outer.rule->crosses) || outer.rule->add != added) continue;
      const Text stem = buffer.set(word.without_last(size), ending.strips[outer.strip]);
      if (!outer.rule->applies_to(stem.as_is)) continue;
      if (!add_inner_lines(stem, prefix, outer, size == 0, lines)) return false;
    }
    return true;
  });
}

/// `is_empty`: the outer suffix adds nothing.
bool AffixAnalyzer::add_inner_lines(Text stem, const Prefix* prefix, const Suffix& outer, bool is_empty,
                                    Lines& lines) const {
  // Where the outer suffix allows the prefix, the inner one need not.
  const bool is_allowed = prefix && has_flag(outer.rule->continuation, prefix->flag);
  Part part;
  cutter_.cut(stem.lower, part);
  Lines inner;
  add_suffix_lines(stem, part, is_allowed ? nullptr : prefix, outer.flag, inner);
  lines.is_doubtful |= inner.is_doubtful;
  lines.keeps_case |= inner.keeps_case;
  lines.is_accepted |= inner.is_accepted;
  if (inner.texts.empty()) return true;
  if (is_half_letter(outer.flag, outer.rule->description)) {
    lines.is_doubtful = true;
    return true;
  }
  // Hunspell prints some of that once for several lines, and descriptions of prefixes in other places.
  if (is_empty && inner.texts.size() > 1) return false;
  if (prefix && (is_empty || is_allowed) && !prefix->rule->description.empty()) return false;
  for (const std::string& line : inner.texts) {
    std::string& all = add_line(lines.texts);
    if (prefix && is_empty) append_affix(all, prefix->flag, {});  // once more
    all += line;
    append_affix(all, outer.flag, outer.rule->description);
  }
  return true;
}

}  // namespace termknit
