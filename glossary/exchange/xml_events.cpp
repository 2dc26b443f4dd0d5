// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_events.h"

#include <array>
#include <cstdio>
#include <deque>

#include <expat.h>
#include <fmt/format.h>

#include "language/encoding.h"

namespace termknit {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;

std::string_view local_name(std::string_view qualified) {
  if (qualified.starts_with("xml:")) return qualified;
  const std::size_t colon = qualified.rfind(':');
  return colon == qualified.npos ? qualified : qualified.substr(colon + 1);
}

/// The code point of a byte in a single-byte encoding; -1 if there is none.
int code_point_of(char byte, const std::string& encoding) {
  const std::string utf8 = decode_text(std::string_view(&byte, 1), {.encoding = encoding}).utf8;
  if (utf8.empty() || utf8 == "\xEF\xBF\xBD") return -1;
  const auto unit = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  if (utf8.size() == 1) return unit(0);
  if (utf8.size() == 2) return (unit(0) & 0x1F) << 6 | (unit(1) & 0x3F);
  return utf8.size() == 3 ? (unit(0) & 0x0F) << 12 | (unit(1) & 0x3F) << 6 | (unit(2) & 0x3F) : -1;
}

}  // namespace

std::string_view XmlEvent::attribute(std::string_view wanted) const {
  for (const auto& [attribute_name, value] : attributes) {
    if (attribute_name == wanted) return value;
  }
  return {};
}

struct XmlEventReader::Impl {
  std::string name;
  std::function<std::size_t(char*, std::size_t)> read;
  XmlEventOptions options;
  XML_Parser parser = nullptr;
  std::deque<XmlEvent> events{};
  std::optional<Error> fault{};  ///< found inside a callback; thrown outside
  std::size_t depth = 0;
  bool ended = false;

  Place place() const { return {name, XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser) + 1}; }

  void refuse(ErrorKind kind, const std::string& message) {
    if (!fault) fault.emplace(kind, message, place());
    XML_StopParser(parser, XML_FALSE);
  }

  XmlEvent& add(XmlEvent::Kind kind) {
    XmlEvent& event = events.emplace_back();
    event.kind = kind;
    event.line = XML_GetCurrentLineNumber(parser);
    event.column = XML_GetCurrentColumnNumber(parser) + 1;
    return event;
  }

  void start(const XML_Char* qualified, const XML_Char** attributes) {
    if (++depth > options.deepest)
      return refuse(ErrorKind::limit, fmt::format("elements are nested deeper than {}", options.deepest));
    XmlEvent& event = add(XmlEvent::Kind::start);
    event.name = local_name(qualified);
    for (; *attributes; attributes += 2) event.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
  }

  void end(const XML_Char* qualified) {
    --depth;
    add(XmlEvent::Kind::end).name = local_name(qualified);
  }

  void text(std::string_view piece) {
    if (events.empty() || events.back().kind != XmlEvent::Kind::text) add(XmlEvent::Kind::text);
    events.back().text += piece;
    if (events.back().text.size() > options.longest)
      refuse(ErrorKind::limit, fmt::format("a text is longer than {} bytes", options.longest));
  }

  void open() {
    parser = XML_ParserCreate(nullptr);
    if (!parser) throw Error(ErrorKind::limit, "no memory for an XML parser", {name});
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const XML_Char* element, const XML_Char** attributes) {
          static_cast<Impl*>(self)->start(element, attributes);
        },
        [](void* self, const XML_Char* element) { static_cast<Impl*>(self)->end(element); });
    XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* piece, int size) {
      static_cast<Impl*>(self)->text({piece, static_cast<std::size_t>(size)});
    });
    XML_SetEntityDeclHandler(parser, [](void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                                        const XML_Char*, const XML_Char*, const XML_Char*) {
      static_cast<Impl*>(self)->refuse(ErrorKind::malformed, "declares entities, which no glossary needs");
    });
    if (options.refuse_doctype) {
      XML_SetStartDoctypeDeclHandler(parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        static_cast<Impl*>(self)->refuse(ErrorKind::malformed, "has a DOCTYPE, which files of this kind never have");
      });
    }
    XML_SetUnknownEncodingHandler(
        parser, [](void*, const XML_Char* encoding, XML_Encoding* info) { return Impl::map_encoding(encoding, info); },
        nullptr);
  }

  /// windows-1257 and its kind: expat knows UTF-8, UTF-16, ISO 8859-1 and ASCII only.
  static int map_encoding(const std::string& encoding, XML_Encoding* info) {
    if (!(encoding.starts_with("windows-") || encoding.starts_with("WINDOWS-") || encoding.starts_with("Windows-") ||
          encoding.starts_with("ISO-8859-") || encoding.starts_with("iso-8859-")))
      return XML_STATUS_ERROR;
    for (int i = 0; i < 256; ++i) info->map[i] = i < 0x80 ? i : -1;
    try {
      for (int i = 0x80; i < 256; ++i) info->map[i] = code_point_of(static_cast<char>(i), encoding);
    } catch (const Error&) {
      return XML_STATUS_ERROR;  // expat reports "unknown encoding"
    }
    info->data = nullptr;
    info->convert = nullptr;
    info->release = nullptr;
    return XML_STATUS_OK;
  }

  /// Reads on until an event is complete: text is when something else follows it.
  void fill() {
    while (!ended && !(events.size() > 1 || (events.size() == 1 && events[0].kind != XmlEvent::Kind::text))) {
      void* buffer = XML_GetBuffer(parser, static_cast<int>(kPiece));
      if (!buffer) throw Error(ErrorKind::limit, "no memory for an XML parser", {name});
      const std::size_t got = read(static_cast<char*>(buffer), kPiece);
      ended = got == 0;
      const XML_Status status = XML_ParseBuffer(parser, static_cast<int>(got), ended);
      if (fault) throw Error(*fault);
      if (status != XML_STATUS_OK)
        throw Error(ErrorKind::malformed,
                    fmt::format("not well-formed XML: {}", XML_ErrorString(XML_GetErrorCode(parser))), place());
    }
  }
};

XmlEventReader::XmlEventReader(std::string name, std::function<std::size_t(char*, std::size_t)> read,
                               XmlEventOptions options)
    : impl_(std::make_unique<Impl>(Impl{std::move(name), std::move(read), options})) {
  impl_->open();
}

XmlEventReader::~XmlEventReader() {
  XML_ParserFree(impl_->parser);
}

std::optional<XmlEvent> XmlEventReader::next() {
  impl_->fill();
  if (impl_->events.empty()) return std::nullopt;
  std::optional<XmlEvent> event(std::move(impl_->events.front()));
  impl_->events.pop_front();
  return event;
}

std::function<std::size_t(char*, std::size_t)> file_bytes(const std::filesystem::path& path) {
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
