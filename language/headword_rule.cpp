// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/headword_rule.h"

#include "core/tsv.h"

namespace termknit {
namespace {

constexpr std::size_t kShortestStem = 2;  // bytes in front of the part: "īt" must not match all of a word

bool matches(std::string_view pattern, std::string_view text) {
  if (pattern == "-") return true;
  if (text.size() < pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '?' && pattern[i] != text[i]) return false;
  }
  return true;
}

bool made_by(std::string_view wanted, std::string_view flags) {
  if (wanted.empty() || (flags.empty() && wanted.front() == '-')) return true;
  return flags.find_first_of(wanted) != flags.npos;
}

/// "form:END flags:ABC known". False if one of them means nothing.
bool set_conditions(HeadwordRule& rule, std::string_view text) {
  for (const std::string_view condition : split(text, ' ')) {
    if (condition.starts_with("form:")) {
      rule.form_end = condition.substr(5);
    } else if (condition.starts_with("flags:")) {
      rule.flags = condition.substr(6);
    } else if (condition.starts_with("also:")) {
      rule.also_end = condition.substr(5);
    } else if (condition == "known") {
      rule.known = true;
    } else if (condition == "both") {
      rule.both = true;
    } else if (condition == "beside") {
      rule.beside = true;
    } else if (!condition.empty()) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> HeadwordRule::apply(std::string_view form, std::string_view stem, std::string_view form_tag,
                                               std::string_view form_inflection, std::string_view form_flags) const {
  if ((tag != "-" && !form_tag.starts_with(tag)) || !matches(inflection, form_inflection)) return std::nullopt;
  if (!form.ends_with(form_end) || !made_by(flags, form_flags)) return std::nullopt;
  const std::string_view word = where == Where::stem_end ? stem : form;
  const std::size_t place = word.rfind(part);
  if (place == word.npos || (where != Where::stem_end && place < kShortestStem)) return std::nullopt;
  if (where != Where::form_infix && place + part.size() != word.size()) return std::nullopt;
  return std::string(word.substr(0, place)) + ending;
}

std::string HeadwordRule::also_word(std::string_view form) const {
  if (also_end.empty()) return {};
  return std::string(form.substr(0, form.size() - form_end.size())) + also_end;
}

std::optional<HeadwordRule> parse_headword_rule(const std::vector<std::string_view>& cells) {
  if (cells.size() < 4 || cells.size() > 5 || cells[0].empty() || cells[1].empty()) return std::nullopt;
  HeadwordRule rule{.tag = std::string(cells[0]), .inflection = std::string(cells[1]), .ending = std::string(cells[3])};
  const std::size_t colon = cells[2].find(':');
  if (colon == std::string_view::npos || colon + 1 == cells[2].size()) return std::nullopt;
  const std::string_view where = cells[2].substr(0, colon);
  if (where == "form")
    rule.where = HeadwordRule::Where::form_infix;
  else if (where == "end")
    rule.where = HeadwordRule::Where::form_end;
  else if (where != "stem")
    return std::nullopt;
  if (cells[2] != "stem:*") rule.part = cells[2].substr(colon + 1);
  if (cells.size() > 4 && !set_conditions(rule, cells[4])) return std::nullopt;
  return rule;
}

}  // namespace termknit
