// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_reader.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/tbx_entry_builder.h"
#include "glossary/exchange/xml_events.h"
#include "glossary/exchange/xml_tree.h"
#include "language/text.h"

namespace termknit {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

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

}  // namespace

GlossaryHeader read_tbx(const std::filesystem::path& file, const GlossarySink& sink) {
  const std::unique_ptr<std::FILE, CloseFile> stream(std::fopen(file.c_str(), "rb"));
  if (!stream) throw Error(ErrorKind::io, fmt::format("cannot be read: {}", std::strerror(errno)), {file.string()});
  XmlEventReader reader(file.string(),
                        [&](char* buffer, std::size_t size) { return std::fread(buffer, 1, size, stream.get()); });
  TbxEntryBuilder builder(file.string(), sink.repair);
  GlossaryHeader header;
  bool root = false;
  while (auto event = reader.next()) {
    if (event->kind != XmlEvent::Kind::start) continue;
    if (!root) {
      if (!is_root(event->name))
        throw reader.error(ErrorKind::malformed,
                           fmt::format("is not TBX: it begins with <{}>, not with <tbx> or <martif>", event->name),
                           *event);
      root = true;
      if (const auto language = LanguageTag::try_parse(event->attribute("xml:lang")))
        header.working_language = *language;
    } else if (event->name == "conceptEntry" || event->name == "termEntry") {
      if (auto entry = builder.build(read_element(reader, std::move(*event)))) sink.entry(std::move(*entry));
      if (sink.stop && sink.stop()) return header;
    } else if (event->name == "tbxHeader" || event->name == "martifHeader" || event->name == "header") {
      read_header(read_element(reader, std::move(*event)), header);
    } else if (event->name == "back") {
      read_back_matter(read_element(reader, std::move(*event)), header);
    }
  }
  if (std::ferror(stream.get())) throw Error(ErrorKind::io, "cannot be read to its end", {file.string()});
  return header;
}

}  // namespace termknit
