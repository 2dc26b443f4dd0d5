// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entry_json.h"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "core/error.h"

namespace termknit {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& object, const char* name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

void put(Json& object, const char* name, const std::vector<std::string>& values) {
  if (!values.empty()) object[name] = values;
}

template <typename Enum>
void put_enum(Json& object, const char* name, Enum value, Enum usual) {
  if (value != usual) object[name] = static_cast<int>(value);
}

void put(Json& object, const char* name, const std::vector<SourcedText>& texts) {
  for (const SourcedText& text : texts) object[name].push_back({text.text, text.source});
}

void put(Json& object, const char* name, const std::vector<CrossReference>& references) {
  for (const CrossReference& reference : references) object[name].push_back({reference.text, reference.target});
}

void put(Json& object, const char* name, const std::vector<Transaction>& transactions) {
  for (const Transaction& t : transactions)
    object[name].push_back({static_cast<int>(t.type), t.date, t.responsibility, t.target});
}

void put(Json& object, const char* name, const std::vector<DataCategory>& categories) {
  for (const DataCategory& category : categories)
    object[name].push_back({category.kind, category.type, category.value, category.target});
}

Json term_json(const Term& term) {
  Json object;
  put(object, "id", term.id);
  object["term"] = term.designation;
  put_enum(object, "pos", term.part_of_speech, PartOfSpeech::other);
  put_enum(object, "gender", term.gender, Gender::unspecified);
  put_enum(object, "type", term.type, TermType::unspecified);
  put_enum(object, "status", term.status, AdministrativeStatus::unspecified);
  put(object, "geo", term.geographical_usage);
  put(object, "location", term.term_location);
  put(object, "customer", term.customer_subsets);
  put(object, "project", term.project_subsets);
  put(object, "contexts", term.contexts);
  put(object, "source", term.source);
  put(object, "refs", term.cross_references);
  put(object, "xrefs", term.external_references);
  put(object, "notes", term.notes);
  put(object, "transactions", term.transactions);
  put(object, "other", term.other);
  return object;
}

Json section_json(const LanguageSection& section) {
  Json object;
  object["lang"] = section.language.str();
  put(object, "definitions", section.definitions);
  put(object, "source", section.source);
  put(object, "xrefs", section.external_references);
  put(object, "graphics", section.graphics);
  put(object, "notes", section.notes);
  put(object, "transactions", section.transactions);
  put(object, "other", section.other);
  for (const Term& term : section.terms) object["terms"].push_back(term_json(term));
  return object;
}

void get(const Json& object, const char* name, std::string& value) {
  if (const auto it = object.find(name); it != object.end()) value = it->get<std::string>();
}

void get(const Json& object, const char* name, std::vector<std::string>& values) {
  if (const auto it = object.find(name); it != object.end()) values = it->get<std::vector<std::string>>();
}

template <typename Enum>
Enum enum_of(const Json& number, Enum last) {
  const auto value = number.get<std::int64_t>();
  if (value < 0 || value > static_cast<int>(last))
    throw Error(ErrorKind::malformed,
                "a concept entry holds the number " + std::to_string(value) + ", which says nothing");
  return static_cast<Enum>(value);
}

template <typename Enum>
void get_enum(const Json& object, const char* name, Enum& value, Enum last) {
  if (const auto it = object.find(name); it != object.end()) value = enum_of(*it, last);
}

void get(const Json& object, const char* name, std::vector<SourcedText>& texts) {
  if (!object.contains(name)) return;
  for (const Json& item : object.at(name)) texts.push_back({item.at(0), item.at(1)});
}

void get(const Json& object, const char* name, std::vector<CrossReference>& references) {
  if (!object.contains(name)) return;
  for (const Json& item : object.at(name)) references.push_back({item.at(0), item.at(1)});
}

void get(const Json& object, const char* name, std::vector<Transaction>& transactions) {
  if (!object.contains(name)) return;
  for (const Json& item : object.at(name))
    transactions.push_back({enum_of(item.at(0), Transaction::Type::modification), item.at(1), item.at(2), item.at(3)});
}

void get(const Json& object, const char* name, std::vector<DataCategory>& categories) {
  if (!object.contains(name)) return;
  for (const Json& item : object.at(name)) categories.push_back({item.at(0), item.at(1), item.at(2), item.at(3)});
}

Term parse_term(const Json& object) {
  Term term;
  get(object, "id", term.id);
  get(object, "term", term.designation);
  get_enum(object, "pos", term.part_of_speech, PartOfSpeech::other);
  get_enum(object, "gender", term.gender, Gender::other);
  get_enum(object, "type", term.type, TermType::phrase);
  get_enum(object, "status", term.status, AdministrativeStatus::superseded);
  get(object, "geo", term.geographical_usage);
  get(object, "location", term.term_location);
  get(object, "customer", term.customer_subsets);
  get(object, "project", term.project_subsets);
  get(object, "contexts", term.contexts);
  get(object, "source", term.source);
  get(object, "refs", term.cross_references);
  get(object, "xrefs", term.external_references);
  get(object, "notes", term.notes);
  get(object, "transactions", term.transactions);
  get(object, "other", term.other);
  return term;
}

LanguageSection parse_section(const Json& object) {
  LanguageSection section;
  section.language = LanguageTag::parse(object.at("lang").get<std::string>());
  get(object, "definitions", section.definitions);
  get(object, "source", section.source);
  get(object, "xrefs", section.external_references);
  get(object, "graphics", section.graphics);
  get(object, "notes", section.notes);
  get(object, "transactions", section.transactions);
  get(object, "other", section.other);
  if (object.contains("terms")) {
    for (const Json& term : object.at("terms")) section.terms.push_back(parse_term(term));
  }
  return section;
}

}  // namespace

std::string format_entry(const ConceptEntry& entry) {
  Json object;
  object["id"] = entry.id;
  if (entry.revision != 0) object["revision"] = entry.revision;
  put(object, "subjects", entry.subject_fields);
  put(object, "definitions", entry.definitions);
  put(object, "source", entry.source);
  put(object, "customer", entry.customer_subsets);
  put(object, "project", entry.project_subsets);
  put(object, "refs", entry.cross_references);
  put(object, "xrefs", entry.external_references);
  put(object, "graphics", entry.graphics);
  put(object, "notes", entry.notes);
  put(object, "transactions", entry.transactions);
  put(object, "other", entry.other);
  for (const LanguageSection& section : entry.languages) object["languages"].push_back(section_json(section));
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ConceptEntry parse_entry(std::string_view json) {
  try {
    const Json object = Json::parse(json);
    if (!object.is_object()) throw Error(ErrorKind::malformed, "a concept entry is not a JSON object");
    ConceptEntry entry;
    get(object, "id", entry.id);
    if (object.contains("revision")) entry.revision = object.at("revision").get<std::uint64_t>();
    get(object, "subjects", entry.subject_fields);
    get(object, "definitions", entry.definitions);
    get(object, "source", entry.source);
    get(object, "customer", entry.customer_subsets);
    get(object, "project", entry.project_subsets);
    get(object, "refs", entry.cross_references);
    get(object, "xrefs", entry.external_references);
    get(object, "graphics", entry.graphics);
    get(object, "notes", entry.notes);
    get(object, "transactions", entry.transactions);
    get(object, "other", entry.other);
    if (object.contains("languages")) {
      for (const Json& section : object.at("languages")) entry.languages.push_back(parse_section(section));
    }
    return entry;
  } catch (const Json::exception& error) {
    throw Error(ErrorKind::malformed, std::string("a concept entry cannot be read: ") + error.what());
  }
}

}  // namespace termknit
