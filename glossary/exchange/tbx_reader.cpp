// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_reader.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/tbx_entry_builder.h"
#include "glossary/exchange/xml_events.h"
#include "glossary/exchange/xml_tree.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::string_view kTbx3Namespace = "urn:iso:std:iso:30042:ed-2";

bool is_root(std::string_view name) {
  return name == "tbx" || name == "martif" || name == "TBX";
}

void read_header(const XmlNode& node, GlossaryHeader& header) {
  const auto text_of = [](const XmlNode& n) { return std::string(trim(clean_text(n.text))); };
  if (node.name == "title" && header.title.empty()) header.title = text_of(node);
  // TBX-Min of 2013 has a plain id and description.
  if (node.name == "id" && header.title.empty()) header.title = text_of(node);
  const bool description = node.name == "description" || (node.name == "p" && node.attributes.empty());
  if (description && header.source_description.empty()) header.source_description = text_of(node);
  for (const XmlNode& child : node.children) read_header(child, header);
}

Person person_of(const XmlNode& node, std::string_view type) {
  Person person{.id = std::string(trim(node.attribute("id"))), .type = std::string(type)};
  for (const XmlNode& child : node.children) {
    if (child.name == "item" || child.name == "itemSet")
      person.items.emplace_back(std::string(child.attribute("type")), std::string(trim(clean_text(child.text))));
  }
  return person;
}

void read_back_matter(const XmlNode& node, GlossaryHeader& header) {
  for (const XmlNode& child : node.children) {
    if (child.name == "refObjectSec" || child.name == "refObjectList") {
      for (const XmlNode& object : child.children) header.people.push_back(person_of(object, child.attribute("type")));
    }
  }
}

bool is_entry(std::string_view name) {
  return name == "conceptEntry" || name == "termEntry";
}

bool is_header(std::string_view name) {
  return name == "tbxHeader" || name == "martifHeader" || name == "header";
}

bool is_whole(std::string_view name) {
  return is_entry(name) || is_header(name) || name == "back";
}

class TbxReader {
 public:
  TbxReader(const std::filesystem::path& file, const GlossarySink& sink)
      : file_(file.string()), sink_(sink), reader_(file_, file_bytes(file), is_whole), builder_(file_, sink.repair) {}

  GlossaryHeader read() {
    while (const auto node = reader_.next()) {
      if (!root_seen_) {
        root(*node);
      } else if (is_entry(node->name)) {
        if (!entry(*node)) return std::move(header_);
      } else if (is_header(node->name)) {
        read_header(*node, header_);
      } else if (node->name == "back") {
        read_back_matter(*node, header_);
      } else if (node->name != "text" && node->name != "body") {
        tell_once(*node, fmt::format("<{0}> has no place here; what is no entry in it is left out", node->name));
      }
    }
    if (!any_entry_ && sink_.repair) sink_.repair({{}, {file_}, "has no concept entry"});
    return std::move(header_);
  }

 private:
  void tell_once(const XmlNode& node, std::string message) {
    if (sink_.repair && told_.insert(node.name).second)
      sink_.repair({{}, {file_, node.line, node.column}, std::move(message)});
  }

  void root(const XmlNode& node) {
    if (!is_root(node.name))
      throw reader_.error(ErrorKind::malformed,
                          fmt::format("is not TBX: it begins with <{}>, not with <tbx> or <martif>", node.name), node);
    root_seen_ = true;
    if (const auto language = LanguageTag::try_parse(node.attribute("xml:lang"))) header_.working_language = *language;
    version3_ = node.name == "tbx";
    const bool right = std::any_of(node.attributes.begin(), node.attributes.end(),
                                   [](const auto& attribute) { return attribute.second == kTbx3Namespace; });
    if (version3_ && !right)
      tell_once(node,
                fmt::format("its namespace '{}' is not that of TBX v3; read as if it were", node.attribute("xmlns")));
  }

  /// False if reading is to stop.
  bool entry(const XmlNode& node) {
    any_entry_ = true;
    if (version3_ && node.name == "termEntry")
      tell_once(node, "<termEntry> is the name of TBX v2; read as <conceptEntry>");
    if (auto built = builder_.build(node)) sink_.entry(std::move(*built));
    return !(sink_.stop && sink_.stop());
  }

  const std::string file_;
  const GlossarySink& sink_;
  XmlElementReader reader_;
  TbxEntryBuilder builder_;
  GlossaryHeader header_;
  std::set<std::string> told_;
  bool root_seen_ = false, version3_ = false, any_entry_ = false;
};

}  // namespace

GlossaryHeader read_tbx(const std::filesystem::path& file, const GlossarySink& sink) {
  return TbxReader(file, sink).read();
}

}  // namespace termknit
