// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/agreement.h"

#include <array>

namespace termknit {
namespace {

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (word.ends_with(ending)) return true;
  }
  return false;
}

std::string with_ending(std::string_view lemma, std::string_view cut, std::string_view add) {
  return std::string(lemma.substr(0, lemma.size() - cut.size())) + std::string(add);
}

/// By the dictionary, else by the noun's ending.
Gender czech_gender(std::string_view noun, Gender known) {
  if (known != Gender::unspecified) return known;
  if (ends_with_any(noun, {"ost", "a", "e", "ě", "eň", "ž", "š", "ť"}) && !ends_with_any(noun, {"iště", "ce", "tel"})) return Gender::feminine;
  if (ends_with_any(noun, {"o", "í", "iště", "um"})) return Gender::neuter;
  if (noun.ends_with("ce")) return Gender::feminine;
  return Gender::masculine;
}

std::optional<std::string> czech(std::string_view lemma, std::string_view noun, Gender gender) {
  if (!lemma.ends_with("ý")) return std::string(lemma);  // soft adjectives (-í) have one form
  switch (czech_gender(noun, gender)) {
    case Gender::feminine: return with_ending(lemma, "ý", "á");
    case Gender::neuter: return with_ending(lemma, "ý", "é");
    default: return std::string(lemma);
  }
}

/// Latvian shows gender and number of the noun, and whether the adjective is definite.
std::optional<std::string> latvian(std::string_view lemma, std::string_view noun, std::string_view observed) {
  std::string_view stem = lemma;
  bool definite_lemma = false;
  if (lemma.ends_with("ais")) {
    stem = lemma.substr(0, lemma.size() - 3);
    definite_lemma = true;
  } else if (ends_with_any(lemma, {"s", "š"})) {
    stem = lemma.substr(0, lemma.size() - (lemma.ends_with("š") ? 2 : 1));
  } else {
    return std::nullopt;
  }
  const bool definite = definite_lemma || ends_with_any(observed, {"ais", "ā", "ajā", "ajam", "ajai", "ajos", "ajās", "ajiem", "ajām", "o", "ie", "ās"});
  const bool plural_masculine = noun.ends_with("i");
  const bool plural_feminine = noun.ends_with("as") || noun.ends_with("es");
  const bool feminine = noun.ends_with("a") || noun.ends_with("e");
  std::string out(stem);
  if (plural_feminine) return out + (definite ? "ās" : "as");
  if (plural_masculine) return out + (definite ? "ie" : "i");
  if (feminine) return out + (definite ? "ā" : "a");
  return definite ? out + "ais" : std::string(lemma);
}

std::optional<std::string> german(std::string_view lemma, Gender gender) {
  switch (gender) {
    case Gender::masculine: return std::string(lemma) + (lemma.ends_with("e") ? "r" : "er");
    case Gender::feminine: return std::string(lemma) + (lemma.ends_with("e") ? "" : "e");
    case Gender::neuter: return std::string(lemma) + (lemma.ends_with("e") ? "s" : "es");
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> agreeing_adjective(const LanguageTag& language, std::string_view lemma, std::string_view noun, Gender gender,
                                              std::string_view observed) {
  const std::string code = language.language().str();
  if (code == "cs") return czech(lemma, noun, gender);
  if (code == "lv") return latvian(lemma, noun, observed);
  if (code == "de") return german(lemma, gender);
  if (code == "fi") return std::string(lemma);  // the nominative of the head takes the nominative of the adjective
  return std::nullopt;
}

}  // namespace termknit
