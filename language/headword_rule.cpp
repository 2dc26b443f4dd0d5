// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/headword_rule.h"

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

}  // namespace

std::optional<std::string> HeadwordRule::apply(std::string_view form, std::string_view stem, std::string_view form_tag,
                                               std::string_view form_inflection) const {
  if ((tag != "-" && !form_tag.starts_with(tag)) || !matches(inflection, form_inflection)) return std::nullopt;
  const std::string_view word = where == Where::stem_end ? stem : form;
  const std::size_t place = word.rfind(part);
  if (place == word.npos || place < kShortestStem) return std::nullopt;
  if (where != Where::form_infix && place + part.size() != word.size()) return std::nullopt;
  return std::string(word.substr(0, place)) + ending;
}

std::optional<HeadwordRule> parse_headword_rule(const std::vector<std::string_view>& cells) {
  if (cells.size() != 4 || cells[0].empty() || cells[1].empty()) return std::nullopt;
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
  rule.part = cells[2].substr(colon + 1);
  return rule;
}

}  // namespace termknit
