// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/dictionaries/part_patterns.h"

#include <algorithm>

#include "language/text.h"

namespace termknit {
namespace {

constexpr char kMark = '~';
constexpr std::string_view kJunctions = "gbax";

bool is_adjective(const WordAnalysis& analysis) {
  return analysis.parts_of_speech.contains(PartOfSpeech::adjective) &&
         !analysis.parts_of_speech.contains(PartOfSpeech::noun);
}

/// What a query's part is looked up by: the lemma, unless that is another word ("planning" is no form of the noun
/// "plan").
std::string part_lemma(std::string_view form, std::string_view lemma) {
  std::string folded_form = fold(form), folded_lemma = fold(lemma);
  const bool inflected = code_points(folded_form) <= code_points(folded_lemma) + 2;
  return inflected ? folded_lemma : folded_form;
}

}  // namespace

std::string format_pattern(const ModifierPattern& pattern) {
  return std::string(1, kMark) + kJunctions[static_cast<std::size_t>(pattern.junction)] + pattern.form + kMark +
         pattern.lemma;
}

std::optional<ModifierPattern> parse_pattern(std::string_view text) {
  if (text.size() < 3 || text[0] != kMark) return std::nullopt;
  const std::size_t junction = kJunctions.find(text[1]);
  const std::size_t middle = text.find(kMark, 2);
  if (junction == kJunctions.npos || middle == text.npos) return std::nullopt;
  return ModifierPattern{static_cast<Junction>(junction), std::string(text.substr(2, middle - 2)),
                         std::string(text.substr(middle + 1))};
}

std::string modifier_key(std::string_view lemma) {
  return std::string(lemma) + " " + kMark;
}

std::string head_key(std::string_view lemma) {
  return std::string(1, kMark) + " " + std::string(lemma);
}

std::string_view head_of_pattern(std::string_view term) {
  return term.starts_with(kMark) ? term.substr(1) : term;
}

std::optional<TwoPartTerm> split_term(Analyzer& analyzer, std::string_view term) {
  const std::vector<Token> tokens = analyzer.analyze(term);
  if (tokens.size() == 1) {
    const std::vector<CompoundPart>& parts = tokens.front().analysis->parts;
    if (parts.size() != 2 || term.find('-') != term.npos) return std::nullopt;
    return TwoPartTerm{
        {Junction::glued, fold(parts[0].surface), fold(parts[0].lemma)}, parts[1].lemma, fold(parts[1].lemma)};
  }
  if (tokens.size() != 2) return std::nullopt;
  for (const Token& token : tokens) {
    if (analyzer.profile().is_inner_word(token.folded)) return std::nullopt;
  }
  const WordAnalysis& first = *tokens[0].analysis;
  const WordAnalysis& second = *tokens[1].analysis;
  const std::string first_form(tokens[0].range.of(term)), second_form(tokens[1].range.of(term));
  if (is_adjective(first)) {
    const Junction junction = analyzer.profile().agreement.empty() ? Junction::before : Junction::agreeing;
    return TwoPartTerm{
        {junction, first.lemma(), fold(first.lemma())}, second_form, part_lemma(second_form, second.lemma())};
  }
  if (analyzer.profile().head == HeadPosition::before_genitive) {
    return TwoPartTerm{{Junction::after, second_form, part_lemma(second_form, second.lemma())},
                       first_form,
                       part_lemma(first_form, first.lemma())};
  }
  return TwoPartTerm{{Junction::before, first_form, part_lemma(first_form, first.lemma())},
                     second_form,
                     part_lemma(second_form, second.lemma())};
}

PartGroups part_groups(const std::vector<std::pair<LanguageTag, std::vector<TwoPartTerm>>>& terms) {
  PartGroups groups;
  for (const auto& [language, two_parts] : terms) {
    if (two_parts.empty()) continue;
    GroupSide modifiers{language, {}}, heads{language, {}};
    std::vector<std::vector<std::string>> modifier_keys, head_keys;
    for (const TwoPartTerm& term : two_parts) {
      std::string pattern = format_pattern(term.modifier);
      if (std::find(modifiers.terms.begin(), modifiers.terms.end(), pattern) == modifiers.terms.end()) {
        modifiers.terms.push_back(std::move(pattern));
        modifier_keys.push_back({modifier_key(term.modifier.lemma)});
      }
      if (std::find(heads.terms.begin(), heads.terms.end(), kMark + term.head) == heads.terms.end()) {
        heads.terms.push_back(kMark + term.head);
        head_keys.push_back({head_key(term.head_lemma)});
      }
    }
    groups.modifiers.sides.push_back(std::move(modifiers));
    groups.modifier_keys.push_back(std::move(modifier_keys));
    groups.heads.sides.push_back(std::move(heads));
    groups.head_keys.push_back(std::move(head_keys));
  }
  groups.modifiers.part_of_speech = groups.heads.part_of_speech = PartOfSpeech::noun;
  return groups;
}

}  // namespace termknit
