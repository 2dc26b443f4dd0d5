// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/entry_json.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "language/text.h"

namespace termknit {
namespace {

using Json = nlohmann::ordered_json;

// Enumerations by name, in order of value.
constexpr std::string_view kPartsOfSpeech[] = {"noun",   "proper noun",   "verb",   "adjective",
                                               "adverb", "function word", "number", "other"};
constexpr std::string_view kGenders[] = {"unspecified", "masculine", "feminine", "neuter", "other"};
constexpr std::string_view kTermTypes[] = {"unspecified", "full form", "acronym", "abbreviation",
                                           "short form",  "variant",   "phrase"};
constexpr std::string_view kStatuses[] = {"unspecified", "preferred", "admitted", "deprecated", "superseded"};
constexpr std::string_view kTransactions[] = {"origination", "modification"};

/// Writes JSON straight into a string: an import formats every entry, and a tree for each would cost more than storing
/// it.
class Writer {
 public:
  void begin(char bracket) {
    separate();
    out += bracket;
    first_ = true;
  }
  void end(char bracket) {
    out += bracket;
    first_ = false;
  }
  void name(std::string_view text) {
    separate();
    out += '"';
    out += text;
    out += "\":";
    first_ = true;
  }
  void number(std::uint64_t value) {
    separate();
    out += std::to_string(value);
  }
  void string(std::string_view text) {
    separate();
    out += '"';
    if (is_valid_utf8(text)) {
      escape(text);
    } else {
      escape(replace_invalid_utf8(text));
    }
    out += '"';
  }
  std::string out;

 private:
  void separate() {
    if (!first_) out += ',';
    first_ = false;
  }
  void escape(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
      out.append(text, done, i - done);
      done = i + 1;
      out += '\\';
      switch (byte) {
        case '\n':
          out += 'n';
          break;
        case '\t':
          out += 't';
          break;
        case '\r':
          out += 'r';
          break;
        case '"':
        case '\\':
          out += text[i];
          break;
        default:
          out += "u00";
          out += kHex[byte >> 4];
          out += kHex[byte & 15];
      }
    }
    out.append(text, done, text.size() - done);
  }
  bool first_ = true;
};

void put(Writer& to, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  to.name(name);
  to.string(value);
}

void put(Writer& to, std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  to.name(name);
  to.begin('[');
  for (const std::string& value : values) to.string(value);
  to.end(']');
}

/// Values that are several strings, as arrays of them.
template <typename T, typename Strings>
void put_tuples(Writer& to, std::string_view name, const std::vector<T>& values, Strings strings) {
  if (values.empty()) return;
  to.name(name);
  to.begin('[');
  for (const T& value : values) {
    to.begin('[');
    for (const std::string_view text : strings(value)) to.string(text);
    to.end(']');
  }
  to.end(']');
}

template <std::size_t N>
using Strings = std::array<std::string_view, N>;

void put(Writer& to, std::string_view name, const std::vector<SourcedText>& texts) {
  put_tuples(to, name, texts, [](const SourcedText& t) { return Strings<2>{t.text, t.source}; });
}

void put(Writer& to, std::string_view name, const std::vector<CrossReference>& references) {
  put_tuples(to, name, references, [](const CrossReference& r) { return Strings<2>{r.text, r.target}; });
}

void put(Writer& to, std::string_view name, const std::vector<Transaction>& transactions) {
  put_tuples(to, name, transactions, [](const Transaction& t) {
    return Strings<4>{kTransactions[static_cast<std::size_t>(t.type)], t.date, t.responsibility, t.target};
  });
}

void put(Writer& to, std::string_view name, const std::vector<DataCategory>& categories) {
  put_tuples(to, name, categories, [](const DataCategory& c) { return Strings<4>{c.kind, c.type, c.value, c.target}; });
}

template <typename Enum>
void put_enum(Writer& to, std::string_view name, Enum value, Enum usual, std::span<const std::string_view> names) {
  if (value == usual) return;
  to.name(name);
  to.string(names[static_cast<std::size_t>(value)]);
}

void put_term(Writer& to, const Term& term) {
  to.begin('{');
  put(to, "id", term.id);
  to.name("term");
  to.string(term.designation);
  put_enum(to, "pos", term.part_of_speech, PartOfSpeech::other, kPartsOfSpeech);
  put_enum(to, "gender", term.gender, Gender::unspecified, kGenders);
  put_enum(to, "type", term.type, TermType::unspecified, kTermTypes);
  put_enum(to, "status", term.status, AdministrativeStatus::unspecified, kStatuses);
  put(to, "geo", term.geographical_usage);
  put(to, "location", term.term_location);
  put(to, "customer", term.customer_subsets);
  put(to, "project", term.project_subsets);
  put(to, "contexts", term.contexts);
  put(to, "source", term.source);
  put(to, "refs", term.cross_references);
  put(to, "xrefs", term.external_references);
  put(to, "notes", term.notes);
  put(to, "transactions", term.transactions);
  put(to, "other", term.other);
  to.end('}');
}

void put_section(Writer& to, const LanguageSection& section) {
  to.begin('{');
  to.name("lang");
  to.string(section.language.str());
  put(to, "definitions", section.definitions);
  put(to, "source", section.source);
  put(to, "xrefs", section.external_references);
  put(to, "graphics", section.graphics);
  put(to, "notes", section.notes);
  put(to, "transactions", section.transactions);
  put(to, "other", section.other);
  if (!section.terms.empty()) {
    to.name("terms");
    to.begin('[');
    for (const Term& term : section.terms) put_term(to, term);
    to.end(']');
  }
  to.end('}');
}

/// By name, or by number as the first schema wrote it.
template <typename Enum, std::size_t N>
Enum enum_value(const Json& value, const std::string_view (&names)[N]) {
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (number >= 0 && number < static_cast<std::int64_t>(N)) return static_cast<Enum>(number);
  }
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  const auto it = std::find(std::begin(names), std::end(names), text);
  if (it != std::end(names)) return static_cast<Enum>(it - std::begin(names));
  throw Error(ErrorKind::malformed, fmt::format("'{}' is none of {}", text, fmt::join(names, ", ")));
}

template <typename Enum, std::size_t N>
void get_enum(const Json& object, const char* name, Enum& value, const std::string_view (&names)[N]) {
  if (const auto it = object.find(name); it != object.end()) value = enum_value<Enum>(*it, names);
}

void get(const Json& object, const char* name, std::string& value) {
  if (const auto it = object.find(name); it != object.end()) value = it->get<std::string>();
}

void get(const Json& object, const char* name, std::vector<std::string>& values) {
  if (const auto it = object.find(name); it != object.end()) values = it->get<std::vector<std::string>>();
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
    transactions.push_back(
        {enum_value<Transaction::Type>(item.at(0), kTransactions), item.at(1), item.at(2), item.at(3)});
}

void get(const Json& object, const char* name, std::vector<DataCategory>& categories) {
  if (!object.contains(name)) return;
  for (const Json& item : object.at(name)) categories.push_back({item.at(0), item.at(1), item.at(2), item.at(3)});
}

Term parse_term(const Json& object) {
  Term term;
  get(object, "id", term.id);
  get(object, "term", term.designation);
  get_enum(object, "pos", term.part_of_speech, kPartsOfSpeech);
  get_enum(object, "gender", term.gender, kGenders);
  get_enum(object, "type", term.type, kTermTypes);
  get_enum(object, "status", term.status, kStatuses);
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
  Writer to;
  to.out.reserve(1024);
  to.begin('{');
  to.name("id");
  to.string(entry.id);
  if (entry.revision != 0) {
    to.name("revision");
    to.number(entry.revision);
  }
  put(to, "subjects", entry.subject_fields);
  put(to, "definitions", entry.definitions);
  put(to, "source", entry.source);
  put(to, "customer", entry.customer_subsets);
  put(to, "project", entry.project_subsets);
  put(to, "refs", entry.cross_references);
  put(to, "xrefs", entry.external_references);
  put(to, "graphics", entry.graphics);
  put(to, "notes", entry.notes);
  put(to, "transactions", entry.transactions);
  put(to, "other", entry.other);
  if (!entry.languages.empty()) {
    to.name("languages");
    to.begin('[');
    for (const LanguageSection& section : entry.languages) put_section(to, section);
    to.end(']');
  }
  to.end('}');
  return std::move(to.out);
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

std::string format_person(const Person& person) {
  Writer to;
  to.begin('{');
  to.name("id");
  to.string(person.id);
  put(to, "type", person.type);
  put_tuples(to, "items", person.items, [](const auto& item) { return Strings<2>{item.first, item.second}; });
  to.end('}');
  return std::move(to.out);
}

Person parse_person(std::string_view json) {
  try {
    const Json object = Json::parse(json);
    Person person;
    get(object, "id", person.id);
    get(object, "type", person.type);
    if (object.contains("items")) {
      for (const Json& item : object.at("items")) person.items.emplace_back(item.at(0), item.at(1));
    }
    return person;
  } catch (const Json::exception& error) {
    throw Error(ErrorKind::malformed, std::string("a person cannot be read: ") + error.what());
  }
}

}  // namespace termknit
