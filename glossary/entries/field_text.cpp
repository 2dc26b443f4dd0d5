// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/field_text.h"

#include <fmt/format.h>

namespace termknit {

std::string field_text(const std::string& value) {
  return value;
}

std::string field_text(PartOfSpeech value) {
  return std::string(tbx_name(value));
}

std::string field_text(Gender value) {
  constexpr const char* kNames[] = {"unspecified", "masculine", "feminine", "neuter", "other"};
  return kNames[static_cast<std::size_t>(value)];
}

std::string field_text(TermType value) {
  constexpr const char* kNames[] = {"unspecified", "full form", "acronym", "abbreviation",
                                    "short form",  "variant",   "phrase"};
  return kNames[static_cast<std::size_t>(value)];
}

std::string field_text(AdministrativeStatus value) {
  return std::string(status_name(value));
}

std::string field_text(const SourcedText& value) {
  return value.source.empty() ? value.text : fmt::format("{} [{}]", value.text, value.source);
}

std::string field_text(const CrossReference& value) {
  return value.target.empty() ? value.text : fmt::format("{} -> {}", value.text, value.target);
}

std::string field_text(const Transaction& value) {
  std::string text = value.type == Transaction::Type::origination ? "origination" : "modification";
  for (const std::string* part : {&value.date, &value.responsibility, &value.target}) {
    if (!part->empty()) text += " " + *part;
  }
  return text;
}

std::string field_text(const DataCategory& value) {
  std::string text = fmt::format("{} {}: {}", value.kind, value.type, value.value);
  if (!value.target.empty()) text += " -> " + value.target;
  return text;
}

bool is_unstated(const std::string& value) {
  return value.empty();
}
bool is_unstated(PartOfSpeech value) {
  return value == PartOfSpeech::other;
}
bool is_unstated(Gender value) {
  return value == Gender::unspecified;
}
bool is_unstated(TermType value) {
  return value == TermType::unspecified;
}
bool is_unstated(AdministrativeStatus value) {
  return value == AdministrativeStatus::unspecified;
}

std::string entry_label(const ConceptEntry& entry, std::size_t most) {
  std::string label;
  std::size_t count = 0;
  for (const LanguageSection& section : entry.languages) {
    for (const Term& term : section.terms) {
      if (count++ == most) return label + ", ...";
      if (!label.empty()) label += ", ";
      label += section.language.str() + ":" + term.designation;
    }
  }
  return label;
}

}  // namespace termknit
