// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_tree.h"

#include <algorithm>
#include <array>

namespace termknit {
namespace {

constexpr std::size_t kLargestElement = 64U << 20;  // bytes: no entry of any glossary comes near it

XmlNode node_of(XmlEvent event) {
  XmlNode node;
  node.name = std::move(event.name);
  node.attributes = std::move(event.attributes);
  node.line = event.line;
  node.column = event.column;
  return node;
}

void attach(XmlNode& parent, XmlNode child, bool is_inline) {
  if (is_inline) {
    parent.text += child.text;
  } else {
    parent.children.push_back(std::move(child));
  }
}

}  // namespace

bool is_tbx_inline(std::string_view name) {
  constexpr std::array<std::string_view, 9> kInline{"hi", "foreign", "ph", "sc", "ec", "bpt", "ept", "it", "ut"};
  return std::find(kInline.begin(), kInline.end(), name) != kInline.end();
}

std::string_view XmlNode::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

const XmlNode* XmlNode::child(std::string_view wanted) const {
  const auto it =
      std::find_if(children.begin(), children.end(), [&](const XmlNode& node) { return node.name == wanted; });
  return it == children.end() ? nullptr : &*it;
}

XmlNode read_element(XmlEventReader& reader, XmlEvent start, bool (*is_inline)(std::string_view name)) {
  std::vector<XmlNode> open;
  open.push_back(node_of(std::move(start)));
  std::size_t size = 0;
  while (auto event = reader.next()) {
    switch (event->kind) {
      case XmlEvent::Kind::text:
        size += event->text.size();
        open.back().text += event->text;
        break;
      case XmlEvent::Kind::start:
        size += event->name.size() + sizeof(XmlNode);
        if (size > kLargestElement)
          throw reader.error(ErrorKind::limit, "an element of more than 64 MiB is no entry of a glossary", *event);
        open.push_back(node_of(std::move(*event)));
        break;
      case XmlEvent::Kind::end: {
        XmlNode done = std::move(open.back());
        open.pop_back();
        if (open.empty()) return done;
        const bool joins = is_inline(done.name);
        attach(open.back(), std::move(done), joins);
        break;
      }
    }
  }
  throw Error(ErrorKind::internal, "an XML document ended inside an element");
}

}  // namespace termknit
