// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_events.h"

#include <cstdio>
#include <deque>

#include <fmt/format.h>

namespace termknit {

std::string_view XmlEvent::attribute(std::string_view wanted) const {
  for (const auto& [attribute_name, value] : attributes) {
    if (attribute_name == wanted) return value;
  }
  return {};
}

/// What the stream calls becomes events that wait to be asked for.
struct XmlEventReader::Impl : XmlHandler {
  std::string name;
  ByteSource source;
  XmlEventOptions options;
  XmlStream stream;
  std::deque<XmlEvent> events{};
  std::vector<std::string> open{};
  bool ended = false;

  Impl(std::string file, ByteSource bytes, const XmlEventOptions& limits)
      : name(std::move(file)),
        source(std::move(bytes)),
        options(limits),
        stream(name, *this, {.refuse_doctype = limits.refuse_doctype, .namespaces = false, .deepest = limits.deepest}) {
  }

  XmlEvent& add(XmlEvent::Kind kind) {
    XmlEvent& event = events.emplace_back();
    const XmlPosition at = stream.position();
    event.kind = kind;
    event.line = at.line;
    event.column = at.column;
    return event;
  }

  void start(const XmlElement& element) override {
    XmlEvent& event = add(XmlEvent::Kind::start);
    event.name = element.name;
    event.attributes.reserve(element.attributes.size());
    for (const XmlAttribute& attribute : element.attributes)
      event.attributes.emplace_back(attribute.name, attribute.value);
    open.push_back(event.name);
  }

  void end() override {
    add(XmlEvent::Kind::end).name = std::move(open.back());
    open.pop_back();
  }

  void text(std::string_view piece) override {
    if (events.empty() || events.back().kind != XmlEvent::Kind::text) add(XmlEvent::Kind::text);
    events.back().text += piece;
    if (events.back().text.size() > options.longest)
      throw Error(ErrorKind::limit, fmt::format("a text is longer than {} bytes", options.longest), stream.place());
  }

  /// Reads on until an event is complete: text is when something else follows it.
  void fill() {
    while (!ended && !(events.size() > 1 || (events.size() == 1 && events[0].kind != XmlEvent::Kind::text)))
      ended = !stream.read_piece(source);
  }
};

XmlEventReader::XmlEventReader(std::string name, ByteSource source, XmlEventOptions options)
    : impl_(std::make_unique<Impl>(std::move(name), std::move(source), options)) {}
XmlEventReader::~XmlEventReader() = default;

std::optional<XmlEvent> XmlEventReader::next() {
  impl_->fill();
  if (impl_->events.empty()) return std::nullopt;
  std::optional<XmlEvent> event(std::move(impl_->events.front()));
  impl_->events.pop_front();
  return event;
}

std::string first_element(const std::filesystem::path& file) {
  XmlEventReader reader(file.string(), file_bytes(file));
  const auto root = reader.next();
  return root ? root->name : std::string();
}

ByteSource file_bytes(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    throw Error(ErrorKind::io, error ? "cannot be opened: " + error.message() : "is not a regular file",
                {path.string()});
  const std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "rbe"), [](std::FILE* open) {
    if (open) std::fclose(open);
  });
  if (!file) throw Error(ErrorKind::io, "cannot be opened", {path.string()});
  return [file, name = path.string()](char* buffer, std::size_t size) {
    const std::size_t got = std::fread(buffer, 1, size, file.get());
    if (std::ferror(file.get())) throw Error(ErrorKind::io, "cannot be read", {name});
    return got;
  };
}

Error XmlEventReader::error(ErrorKind kind, const std::string& message, const XmlEvent& event) const {
  return Error(kind, message, {impl_->name, event.line, event.column});
}

}  // namespace termknit
