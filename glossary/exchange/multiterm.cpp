// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/multiterm.h"

#include <map>
#include <string>
#include <utility>

#include "core/tsv.h"
#include "glossary/exchange/tbx_entry_builder.h"
#include "glossary/exchange/term_values.h"
#include "glossary/exchange/xml_events.h"
#include "glossary/exchange/xml_tree.h"
#include "language/language_name.h"

namespace termknit {
namespace {

/// A TBX element with its data category.
struct Field {
  const char* element;
  const char* type;  ///< empty: a note
};

/// What termbases call their fields, by name_key().
const Field* field_of(std::string_view name) {
  static const Field kDefinition{"descrip", "definition"}, kContext{"descrip", "context"},
      kSubject{"descrip", "subjectField"}, kSource{"admin", "source"}, kNote{"note", ""},
      kStatus{"termNote", "administrativeStatus"}, kPartOfSpeech{"termNote", "partOfSpeech"},
      kGender{"termNote", "grammaticalGender"}, kType{"termNote", "termType"}, kRegion{"termNote", "geographicalUsage"},
      kCustomer{"admin", "customerSubset"}, kProject{"admin", "projectSubset"};
  static const std::map<std::string, const Field*, std::less<>> kFields{
      {"definition", &kDefinition},
      {"explanation", &kDefinition},
      {"bedeutung", &kDefinition},
      {"context", &kContext},
      {"example", &kContext},
      {"kontext", &kContext},
      {"beispiel", &kContext},
      {"subject", &kSubject},
      {"subjectfield", &kSubject},
      {"subjectarea", &kSubject},
      {"domain", &kSubject},
      {"sachgebiet", &kSubject},
      {"fachgebiet", &kSubject},
      {"source", &kSource},
      {"quelle", &kSource},
      {"note", &kNote},
      {"notes", &kNote},
      {"comment", &kNote},
      {"comments", &kNote},
      {"remark", &kNote},
      {"anmerkung", &kNote},
      {"bemerkung", &kNote},
      {"status", &kStatus},
      {"termstatus", &kStatus},
      {"usagestatus", &kStatus},
      {"administrativestatus", &kStatus},
      {"partofspeech", &kPartOfSpeech},
      {"pos", &kPartOfSpeech},
      {"wordclass", &kPartOfSpeech},
      {"wortart", &kPartOfSpeech},
      {"gender", &kGender},
      {"grammaticalgender", &kGender},
      {"genus", &kGender},
      {"type", &kType},
      {"termtype", &kType},
      {"region", &kRegion},
      {"geographicalusage", &kRegion},
      {"customer", &kCustomer},
      {"client", &kCustomer},
      {"kunde", &kCustomer},
      {"project", &kProject},
      {"projekt", &kProject},
  };
  const auto it = kFields.find(name_key(name));
  return it == kFields.end() ? nullptr : it->second;
}

/// Links inside a text are part of it.
bool is_inline(std::string_view, std::string_view name) {
  return name == "xref" || name == "b" || name == "i" || name == "u" || name == "br";
}

XmlNode element(const XmlNode& like, std::string name, std::string type = {}, std::string text = {}) {
  XmlNode node{.name = std::move(name), .text = std::move(text), .line = like.line, .column = like.column};
  if (!type.empty()) node.attributes.emplace_back("type", std::move(type));
  return node;
}

XmlNode description(const XmlNode& node) {
  const std::string name(node.attribute("type"));
  const Field* field = field_of(name);
  return field ? element(node, field->element, field->type, node.text) : element(node, "descrip", name, node.text);
}

/// A field and what is said about it; the source of a text belongs to it.
XmlNode description_group(const XmlNode& node) {
  XmlNode group = element(node, "descripGrp");
  for (const XmlNode& child : node.children) {
    if (child.name != "descripGrp") {
      group.children.push_back(description(child));
      continue;
    }
    XmlNode inner = description_group(child);
    for (XmlNode& part : inner.children) group.children.push_back(std::move(part));
  }
  return group;
}

/// MultiTerm has what was done as the type and who did it as the text.
XmlNode transaction(const XmlNode& node) {
  XmlNode group = element(node, "transacGrp");
  for (const XmlNode& child : node.children) {
    if (child.name == "date") group.children.push_back(child);
    if (child.name != "transac") continue;
    group.children.push_back(element(child, "transac", "transactionType", std::string(child.attribute("type"))));
    if (!trim(child.text).empty())
      group.children.push_back(element(child, "transacNote", "responsibility", child.text));
  }
  return group;
}

/// What stands at all three levels.
void add_data(XmlNode& to, const XmlNode& child) {
  if (child.name == "descripGrp") {
    to.children.push_back(description_group(child));
  } else if (child.name == "descrip") {
    to.children.push_back(description(child));
  } else if (child.name == "transacGrp") {
    to.children.push_back(transaction(child));
  } else if (child.name == "system") {
    to.children.push_back(element(child, "admin", std::string(child.attribute("type")), child.text));
  }
}

XmlNode term_section(const XmlNode& node) {
  XmlNode section = element(node, "tig");
  for (const XmlNode& child : node.children) {
    if (child.name == "term") section.children.push_back(child);
    add_data(section, child);
  }
  return section;
}

XmlNode language_section(const XmlNode& node) {
  XmlNode section = element(node, "langSet");
  for (const XmlNode& child : node.children) {
    if (child.name == "language") {
      std::string tag(child.attribute("lang"));
      const auto named = language_by_name(child.attribute("type"));
      if (!LanguageTag::try_parse(tag) && named) tag = named->str();
      section.attributes.emplace_back("xml:lang", std::move(tag));
    } else if (child.name == "termGrp") {
      section.children.push_back(term_section(child));
    }
    add_data(section, child);
  }
  return section;
}

XmlNode concept_entry(const XmlNode& node) {
  XmlNode entry = element(node, "termEntry");
  for (const XmlNode& child : node.children) {
    if (child.name == "concept") entry.attributes.emplace_back("id", std::string(trim(child.text)));
    if (child.name == "languageGrp") entry.children.push_back(language_section(child));
    add_data(entry, child);
  }
  return entry;
}

}  // namespace

GlossaryHeader read_multiterm(const std::filesystem::path& file, const GlossarySink& sink) {
  XmlElementReader reader(
      file.string(), file_bytes(file), [](std::string_view name) { return name == "conceptGrp"; }, is_inline);
  TbxEntryBuilder builder(file.string(), sink.repair);
  bool root = false;
  while (const auto node = reader.next()) {
    if (!root && node->name != "mtf")
      throw reader.error(ErrorKind::malformed, "is no MultiTerm XML: it begins with <" + node->name + ">", *node);
    root = true;
    if (node->name != "conceptGrp") continue;
    if (sink.stop && sink.stop()) break;
    if (auto entry = builder.build(concept_entry(*node))) sink.entry(std::move(*entry));
  }
  return {};
}

}  // namespace termknit
