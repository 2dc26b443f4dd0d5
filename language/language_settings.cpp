// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language_settings.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"

namespace termknit {
namespace {

std::optional<PartOfSpeech> part_of_speech(std::string_view name) {
  static const std::map<std::string_view, PartOfSpeech> kNames{
      {"noun", PartOfSpeech::noun},     {"proper", PartOfSpeech::proper_noun},
      {"verb", PartOfSpeech::verb},     {"adjective", PartOfSpeech::adjective},
      {"adverb", PartOfSpeech::adverb}, {"function", PartOfSpeech::function_word},
      {"number", PartOfSpeech::number}, {"other", PartOfSpeech::other}};
  const auto it = kNames.find(name);
  return it == kNames.end() ? std::nullopt : std::optional(it->second);
}

std::optional<Gender> gender(std::string_view name) {
  if (name == "masculine") return Gender::masculine;
  if (name == "feminine") return Gender::feminine;
  if (name == "neuter") return Gender::neuter;
  if (name == "other") return Gender::other;
  return std::nullopt;
}

std::vector<std::string> words(std::string_view value) {
  std::vector<std::string> out;
  for (const std::string_view piece : split(value, ' ')) {
    if (!piece.empty()) out.emplace_back(piece);
  }
  return out;
}

std::string letters(std::string_view value) {
  std::string out(value);
  std::erase(out, ' ');
  return out;
}

bool set_part_of_speech(LanguageSettings& settings, std::string_view name, std::string_view value,
                        std::string_view what) {
  const auto pos = part_of_speech(what);
  if (!pos) return false;
  for (const std::string& item : words(value)) {
    if (name == "pos_flag") settings.pos_flags.emplace_back(item[0], *pos);
    if (name == "entry_flag") settings.entry_flags.emplace_back(item, *pos);
    if (name == "pos_tag") settings.pos_tags.emplace_back(item, *pos);
    if (name == "pos_suffix") settings.pos_suffixes.add(item, *pos);
  }
  return true;
}

bool set_gender(LanguageSettings& settings, std::string_view name, std::string_view value, std::string_view what) {
  const auto found = gender(what);
  if (!found) return false;
  for (const std::string& item : words(value)) {
    if (name == "gender_flag") settings.gender_flags.emplace_back(item[0], *found);
    if (name == "gender_tag") settings.gender_tags.emplace_back(item, *found);
    if (name == "gender_suffix") settings.gender_suffixes.add(item, *found);
  }
  return true;
}

/// "agree TAB lemma ending TAB new ending TAB gender or noun endings TAB definite|indefinite"; "-" is no ending, "any"
/// no condition.
bool set_agreement(LanguageSettings& settings, const std::vector<std::string_view>& cells) {
  if (cells.size() < 4) return false;
  AgreementRule rule;
  if (cells[1] != "-") rule.lemma_end = cells[1];
  if (cells[2] != "-") rule.new_end = cells[2];
  if (const auto found = gender(cells[3])) {
    rule.gender = *found;
  } else if (cells[3] != "any") {
    rule.noun_endings = words(cells[3]);
  }
  if (cells.size() > 4) rule.definite = cells[4] == "definite" ? 1 : 0;
  settings.agreement.push_back(std::move(rule));
  return true;
}

bool set_head(LanguageSettings& settings, std::string_view value) {
  if (value != "last" && value != "first" && value != "before_genitive") return false;
  settings.head = value == "first"  ? HeadPosition::first
                  : value == "last" ? HeadPosition::last
                                    : HeadPosition::before_genitive;
  return true;
}

/// "derive TAB flags [TAB endings of the entries they speak of]".
bool set_derive(LanguageSettings& settings, std::string_view flags, std::string_view entry_ends) {
  for (const char flag : letters(flags)) {
    settings.derive_flags += flag;
    if (!entry_ends.empty()) settings.derive_entry_ends[flag] = words(entry_ends);
  }
  return true;
}

bool set_restore(LanguageSettings& settings, std::string_view ending, std::string_view pos) {
  const auto found = part_of_speech(pos);
  if (found) settings.compound_restores.emplace_back(ending, *found);
  return found.has_value();
}

bool add_headword_rule(LanguageSettings& settings, const std::vector<std::string_view>& cells) {
  auto rule = parse_headword_rule({cells.begin() + 1, cells.end()});
  if (rule) settings.headword_rules.push_back(std::move(*rule));
  return rule.has_value();
}

bool set_lemma_vote(LanguageSettings& settings, std::string_view value) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), settings.lemma_vote_margin);
  return error == std::errc() && end == value.data() + value.size() && settings.lemma_vote_margin > 0;
}

/// Returns false for a name or value that means nothing.
bool set(LanguageSettings& settings, const std::vector<std::string_view>& cells) {
  const std::string_view name = cells[0], value = cells[1], second = cells.size() > 2 ? cells[2] : std::string_view{};
  const bool yes = value == "yes";
  if (name == "agree") return set_agreement(settings, cells);
  if (name == "head") return set_head(settings, value);
  if (name == "lemma_vote") return set_lemma_vote(settings, value);
  if (name == "headword") return add_headword_rule(settings, cells);
  if (name == "derive") return set_derive(settings, value, second);
  if (name == "compound_restore") return set_restore(settings, value, second);
  if (name == "dictionary")
    settings.dictionary = value;
  else if (name == "voikko")
    settings.voikko = value;
  else if (name == "snowball")
    settings.snowball = value;
  else if (name == "package")
    settings.package = value;
  else if (name == "spelling")
    settings.spellings.emplace_back(value, second);
  else if (name == "diacritics")
    settings.diacritics = words(value);
  else if (name == "rare")
    settings.rare_readings.emplace_back(value, second);
  else if (name == "hides")
    settings.hidden_lemmas.emplace_back(value, second);
  else if (name == "alias" && value.size() == 1 && second.size() == 1)
    settings.flag_aliases[value[0]] = second[0];
  else if (name == "keep_prefixes")
    settings.keep_prefixes = yes;
  else if (name == "verb_prefixes")
    settings.verb_prefixes = words(value);
  else if (name == "strip_prefixes")
    settings.strip_prefixes = words(value);
  else if (name == "positive_as_key")
    settings.positive_as_key = yes;
  else if (name == "ghosts")
    settings.ghost_flags = letters(value);
  else if (name == "frozen_last")
    settings.frozen_last = yes;
  else if (name == "classes_by_forms")
    settings.classes_by_forms = yes;
  else if (name == "inflection_first")
    settings.inflection_first = yes;
  else if (name == "nouns_capitalised")
    settings.nouns_capitalised = yes;
  else if (name == "splits_compounds")
    settings.splits_compounds = yes;
  else if (name == "elision")
    settings.elision = yes;
  else if (name == "single_letter_flags")
    settings.single_letter_flags = yes;
  else if (name == "compound_cut")
    settings.compound_cuts = words(value);
  else if (name == "compound_particle")
    settings.compound_particles = words(value);
  else if (name == "compound_short")
    settings.compound_short_parts = words(value);
  else if (name == "compound_linked")
    settings.compound_linked_ends = words(value);
  else if (name == "definite_endings")
    settings.definite_endings = words(value);
  else if (name.starts_with("pos_") || name == "entry_flag")
    return set_part_of_speech(settings, name, value, second);
  else if (name.starts_with("gender_"))
    return set_gender(settings, name, value, second);
  else if (name == "light")
    settings.light_suffixes.add(value, std::string(second));
  else if (name == "light_final")
    settings.light_finals.emplace_back(value, second);
  else
    return false;
  return true;
}

}  // namespace

LanguageSettings read_language_settings(const std::filesystem::path& file, const DiagnosticSink& sink) {
  LanguageSettings settings;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return settings;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const auto cells = split(line, '\t');
    if (cells.size() < 2 || !set(settings, cells)) {
      report(sink, Severity::warning, fmt::format("setting '{}' is not understood and ignored", cells[0]),
             {file.string(), number});
    }
  });
  std::stable_sort(settings.light_finals.begin(), settings.light_finals.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return settings;
}

}  // namespace termknit
