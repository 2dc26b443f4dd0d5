// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_tree.h"

#include <algorithm>
#include <array>
#include <deque>

namespace termknit {
namespace {

constexpr std::size_t kLargestElement = 64U << 20;  // bytes: no entry of any glossary comes near it

template <std::size_t N>
bool is_any(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// TBX-Min of 2013 has notes of key and value.
bool is_part_of_note(std::string_view name) {
  return name == "noteKey" || name == "noteValue";
}

}  // namespace

bool is_tbx_inline(std::string_view parent, std::string_view name) {
  constexpr std::array<std::string_view, 9> kInline{"hi", "foreign", "ph", "sc", "ec", "bpt", "ept", "it", "ut"};
  constexpr std::array<std::string_view, 13> kTexts{"term", "termNote", "descrip", "admin",       "note",
                                                    "ref",  "xref",     "date",    "descripNote", "adminNote",
                                                    "item", "p",        "termComp"};
  return is_any(kInline, name) || (is_any(kTexts, parent) && !is_part_of_note(name));
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

struct XmlElementReader::Impl : XmlHandler {
  std::string name;
  ByteSource source;
  bool (*is_whole)(std::string_view name);
  XmlInlineTest is_inline;
  XmlStream stream;
  std::deque<XmlNode> found{};
  // From the last of `found` to the element that is open in it. An open element is its parent's last child, so none of
  // these moves.
  std::vector<XmlNode*> path{};
  std::size_t depth = 0, inline_depth = 0, bytes = 0;
  bool ended = false;

  Impl(std::string file, ByteSource input, bool (*whole)(std::string_view), XmlInlineTest inlines)
      : name(std::move(file)),
        source(std::move(input)),
        is_whole(whole),
        is_inline(inlines),
        stream(name, *this, {.namespaces = false}) {}

  void start(const XmlElement& element) override {
    ++depth;
    if (inline_depth > 0 || (!path.empty() && is_inline(path.back()->name, element.name))) {
      ++inline_depth;
      return;
    }
    if (path.empty()) bytes = 0;
    count(element.name.size() + sizeof(XmlNode));
    XmlNode& node = path.empty() ? found.emplace_back() : path.back()->children.emplace_back();
    node.name = element.name;
    const XmlPosition at = stream.position();
    node.line = at.line;
    node.column = at.column;
    node.attributes.reserve(element.attributes.size());
    for (const XmlAttribute& attribute : element.attributes)
      node.attributes.emplace_back(attribute.name, attribute.value);
    if (!path.empty() || (depth > 1 && is_whole(element.name))) path.push_back(&node);
  }

  void end() override {
    --depth;
    if (inline_depth > 0) {
      --inline_depth;
    } else if (!path.empty()) {
      path.pop_back();
    }
  }

  void text(std::string_view piece) override {
    if (path.empty()) return;
    std::string& text = path.back()->text;
    // Most text is the white space between tags, which nobody wants.
    if (text.empty()) piece.remove_prefix(std::min(piece.find_first_not_of(" \t\r\n"), piece.size()));
    count(piece.size());
    text += piece;
  }

  void count(std::size_t more) {
    bytes += more;
    if (bytes > kLargestElement)
      throw Error(ErrorKind::limit, "an element of more than 64 MiB is no entry of a glossary", stream.place());
  }

  bool is_complete() const { return found.size() > 1 || (found.size() == 1 && path.empty()); }
};

XmlElementReader::XmlElementReader(std::string name, ByteSource source, bool (*is_whole)(std::string_view name),
                                   XmlInlineTest is_inline)
    : impl_(std::make_unique<Impl>(std::move(name), std::move(source), is_whole, is_inline)) {}
XmlElementReader::~XmlElementReader() = default;

std::optional<XmlNode> XmlElementReader::next() {
  while (!impl_->ended && !impl_->is_complete()) impl_->ended = !impl_->stream.read_piece(impl_->source);
  if (impl_->found.empty()) return std::nullopt;
  std::optional<XmlNode> node(std::move(impl_->found.front()));
  impl_->found.pop_front();
  return node;
}

Error XmlElementReader::error(ErrorKind kind, const std::string& message, const XmlNode& node) const {
  return Error(kind, message, {impl_->name, node.line, node.column});
}

}  // namespace termknit
