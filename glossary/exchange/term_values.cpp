// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/term_values.h"

#include <map>
#include <string>

#include "language/text.h"

namespace termknit {
namespace {

template <typename Value>
using Words = std::map<std::string, Value, std::less<>>;

template <typename Value>
std::optional<Value> find(const Words<Value>& words, std::string_view text) {
  const auto it = words.find(name_key(text));
  return it == words.end() ? std::nullopt : std::optional(it->second);
}

}  // namespace

std::string name_key(std::string_view text) {
  std::string out;
  for (const char c : fold(is_valid_utf8(text) ? std::string(text) : replace_invalid_utf8(text))) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

std::string_view part_of_speech_name(PartOfSpeech part_of_speech) {
  switch (part_of_speech) {
    case PartOfSpeech::noun:
      return "noun";
    case PartOfSpeech::proper_noun:
      return "proper noun";
    case PartOfSpeech::verb:
      return "verb";
    case PartOfSpeech::adjective:
      return "adjective";
    case PartOfSpeech::adverb:
      return "adverb";
    case PartOfSpeech::function_word:
      return "function word";
    case PartOfSpeech::number:
      return "number";
    case PartOfSpeech::other:
      break;
  }
  return {};
}

std::string_view gender_name(Gender gender) {
  switch (gender) {
    case Gender::masculine:
      return "masculine";
    case Gender::feminine:
      return "feminine";
    case Gender::neuter:
      return "neuter";
    case Gender::other:
      return "other";
    case Gender::unspecified:
      break;
  }
  return {};
}

std::string_view term_type_name(TermType type) {
  switch (type) {
    case TermType::full_form:
      return "full form";
    case TermType::acronym:
      return "acronym";
    case TermType::abbreviation:
      return "abbreviation";
    case TermType::short_form:
      return "short form";
    case TermType::variant:
      return "variant";
    case TermType::phrase:
      return "phrase";
    case TermType::unspecified:
      break;
  }
  return {};
}

std::optional<PartOfSpeech> parse_part_of_speech(std::string_view text) {
  using enum PartOfSpeech;
  static const Words<PartOfSpeech> words{{"", other},
                                         {"other", other},
                                         {"noun", noun},
                                         {"n", noun},
                                         {"commonnoun", noun},
                                         {"substantive", noun},
                                         {"substantiv", noun},
                                         {"nomen", noun},
                                         {"verb", verb},
                                         {"v", verb},
                                         {"propernoun", proper_noun},
                                         {"adj", adjective},
                                         {"adjective", adjective},
                                         {"adjektiv", adjective},
                                         {"adv", adverb},
                                         {"adverb", adverb},
                                         {"functionword", function_word},
                                         {"number", number},
                                         {"numeral", number},
                                         {"sustantivo", noun},
                                         {"nom", noun},
                                         {"verbe", verb},
                                         {"verbo", verb},
                                         {"adjectif", adjective},
                                         {"adjetivo", adjective},
                                         {"adverbe", adverb},
                                         {"adverbio", adverb},
                                         {"lietvards", noun},
                                         {"substantiivi", noun},
                                         {"podstatnéjméno", noun},
                                         {"a", adjective}};
  return find(words, text);
}

std::optional<Gender> parse_gender(std::string_view text) {
  using enum Gender;
  static const Words<Gender> words{
      {"", unspecified},   {"masculine", masculine}, {"m", masculine}, {"maskulin", masculine},
      {"masc", masculine}, {"feminine", feminine},   {"f", feminine},  {"feminin", feminine},
      {"fem", feminine},   {"neuter", neuter},       {"n", neuter},    {"neutrum", neuter},
      {"neut", neuter},    {"other", other}};
  return find(words, text);
}

std::optional<TermType> parse_term_type(std::string_view text) {
  using enum TermType;
  static const Words<TermType> words{{"", unspecified},
                                     {"fullform", full_form},
                                     {"acronym", acronym},
                                     {"abbreviation", abbreviation},
                                     {"abbreviatedform", abbreviation},
                                     {"initialism", acronym},
                                     {"shortform", short_form},
                                     {"shortformofterm", short_form},
                                     {"variant", variant},
                                     {"phrase", phrase},
                                     {"phraseologicalunit", phrase}};
  return find(words, text);
}

std::optional<AdministrativeStatus> parse_status(std::string_view text) {
  using enum AdministrativeStatus;
  static const Words<AdministrativeStatus> words{{"", unspecified},
                                                 {"unspecified", unspecified},
                                                 {"preferred", preferred},
                                                 {"preferredterm", preferred},
                                                 {"preferredtermadmnsts", preferred},
                                                 {"approved", preferred},
                                                 {"bevorzugt", preferred},
                                                 {"vorzugsbenennung", preferred},
                                                 {"privilégié", preferred},
                                                 {"suositeltava", preferred},
                                                 {"preferovaný", preferred},
                                                 {"admitted", admitted},
                                                 {"admittedterm", admitted},
                                                 {"admittedtermadmnsts", admitted},
                                                 {"allowed", admitted},
                                                 {"acceptable", admitted},
                                                 {"erlaubt", admitted},
                                                 {"zugelassen", admitted},
                                                 {"toléré", admitted},
                                                 {"sallittu", admitted},
                                                 {"povolený", admitted},
                                                 {"deprecated", deprecated},
                                                 {"deprecatedterm", deprecated},
                                                 {"deprecatedtermadmnsts", deprecated},
                                                 {"forbidden", deprecated},
                                                 {"notrecommended", deprecated},
                                                 {"prohibited", deprecated},
                                                 {"donotuse", deprecated},
                                                 {"rejected", deprecated},
                                                 {"verboten", deprecated},
                                                 {"abgelehnt", deprecated},
                                                 {"déconseillé", deprecated},
                                                 {"interdit", deprecated},
                                                 {"vältettävä", deprecated},
                                                 {"zakázaný", deprecated},
                                                 {"nonstandard", deprecated},
                                                 {"superseded", superseded},
                                                 {"supersededterm", superseded},
                                                 {"supersededtermadmnsts", superseded},
                                                 {"obsolete", superseded},
                                                 {"outdated", superseded},
                                                 {"veraltet", superseded},
                                                 {"obsolète", superseded},
                                                 {"vanhentunut", superseded},
                                                 {"zastaralý", superseded}};
  return find(words, text);
}

}  // namespace termknit
