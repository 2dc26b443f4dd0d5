// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_stream.h"

#include <algorithm>
#include <cstring>
#include <exception>

#include <expat.h>
#include <fmt/format.h>

#include "language/stream_decoder.h"

namespace termknit {
namespace {

constexpr char kBar = '|';  // between namespace and name; no URI holds it unescaped
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::uint64_t kFreeText = 1u << 20, kMostGrowth = 20;  // text may have 1 MiB, or so many times the file
constexpr std::string_view kGrows = "its entities expand to far more text than the file has";
constexpr std::string_view kXmlSpace = "http://www.w3.org/XML/1998/namespace";

struct QualifiedName {
  std::string_view space, name;
};

QualifiedName split_name(std::string_view qualified, char separator) {
  const std::size_t end = qualified.rfind(separator);
  if (end == qualified.npos) return {{}, qualified};
  return {qualified.substr(0, end), qualified.substr(end + 1)};
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'a' && x <= 'z' ? x - 32 : x) == (y >= 'a' && y <= 'z' ? y - 32 : y);
         });
}

/// The value of encoding="..." in an XML declaration; empty if there is none.
std::string_view declared_encoding(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find("?>"));
  std::size_t at = head.find("encoding");
  if (at == head.npos) return {};
  at = head.find_first_of("\"'", at);
  if (at == head.npos) return {};
  const std::size_t end = head.find(head[at], at + 1);
  return end == head.npos ? std::string_view{} : head.substr(at + 1, end - at - 1);
}

/// How the bytes become what expat reads: the encoding to decode from, or none when expat does it itself.
struct Encoding {
  std::string decode_from{};
  std::size_t skip = 0;
};

Encoding find_encoding(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return {"UTF-16LE", 2};
  if (head.starts_with("\xFE\xFF")) return {"UTF-16BE", 2};
  if (head.starts_with(std::string_view("<\0", 2))) return {"UTF-16LE", 0};
  if (head.starts_with(std::string_view("\0<", 2))) return {"UTF-16BE", 0};
  const std::string_view declared = declared_encoding(head);
  // A declared UTF-16 that is none is expat's to refuse.
  for (const char* own : {"", "UTF-8", "US-ASCII", "ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE"}) {
    if (same_name(declared, own)) return {};
  }
  return {std::string(declared), 0};
}

}  // namespace

const std::string_view* XmlElement::find(std::string_view attribute) const {
  const auto it = std::find_if(attributes.begin(), attributes.end(), [&](const XmlAttribute& candidate) {
    return candidate.space.empty() && candidate.name == attribute;
  });
  return it == attributes.end() ? nullptr : &it->value;
}

struct XmlStream::Impl {
  std::string name;
  XmlHandler& handler;
  XmlStreamOptions options;
  std::unique_ptr<StreamDecoder> decoder{};
  std::string buffer = std::string(kPiece, '\0');
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser{nullptr, XML_ParserFree};
  std::size_t depth = 0, entities = 0;
  std::uint64_t fed = 0, delivered = 0;  // bytes given to expat, bytes of text it gave back
  XmlElement element{};
  std::exception_ptr failure{};

  Impl(std::string file, XmlHandler& target, XmlStreamOptions limits)
      : name(std::move(file)), handler(target), options(limits) {}

  XmlPosition position() const {
    if (!parser) return {};
    return {XML_GetCurrentLineNumber(parser.get()), XML_GetCurrentColumnNumber(parser.get()) + 1};
  }

  Place place() const {
    const XmlPosition at = position();
    return {name, at.line, at.column};
  }

  /// An exception must not pass through expat: it is kept and thrown again behind it.
  template <typename F>
  void guard(F&& f) {
    if (failure) return;
    try {
      f();
    } catch (const std::exception&) {
      failure = std::current_exception();
      XML_StopParser(parser.get(), XML_FALSE);
    }
  }

  [[noreturn]] void refuse(ErrorKind kind, const std::string& message) const { throw Error(kind, message, place()); }

  char separator() const { return options.namespaces ? kBar : ':'; }

  void start(const XML_Char* qualified, const XML_Char** attributes) {
    if (++depth > options.deepest)
      refuse(ErrorKind::limit, fmt::format("elements nested deeper than {}", options.deepest));
    element.attributes.clear();
    for (; *attributes; attributes += 2) {
      if (element.attributes.size() == kMostXmlAttributes)
        refuse(ErrorKind::limit, fmt::format("more than {} attributes on one element", kMostXmlAttributes));
      QualifiedName attribute = split_name(attributes[0], separator());
      const bool of_xml = attribute.space == (options.namespaces ? kXmlSpace : "xml");
      if (of_xml && attribute.name == "lang") attribute = {{}, "xml:lang"};
      element.attributes.push_back({attribute.space, attribute.name, attributes[1]});
    }
    const QualifiedName own = split_name(qualified, separator());
    element.space = own.space;
    element.name = own.name;
    handler.start(element);
  }

  void text(std::string_view piece) {
    // Expat refuses what grows a hundredfold; a glossary has no use for a fraction of that.
    delivered += piece.size();
    if (delivered > kFreeText + kMostGrowth * fed) refuse(ErrorKind::limit, std::string(kGrows));
    handler.text(piece);
  }

  void open_parser(bool decoded) {
    const char* encoding = decoded ? "UTF-8" : nullptr;
    parser.reset(options.namespaces ? XML_ParserCreateNS(encoding, kBar) : XML_ParserCreate(encoding));
    if (!parser) throw std::bad_alloc();
    XML_Parser p = parser.get();
    XML_SetUserData(p, this);
    XML_SetElementHandler(
        p,
        [](void* self, const XML_Char* qualified, const XML_Char** attributes) {
          auto& impl = *static_cast<Impl*>(self);
          impl.guard([&] { impl.start(qualified, attributes); });
        },
        [](void* self, const XML_Char*) {
          auto& impl = *static_cast<Impl*>(self);
          --impl.depth;
          impl.guard([&] { impl.handler.end(); });
        });
    XML_SetCharacterDataHandler(p, [](void* self, const XML_Char* text, int size) {
      auto& impl = *static_cast<Impl*>(self);
      impl.guard([&] { impl.text({text, static_cast<std::size_t>(size)}); });
    });
    XML_SetXmlDeclHandler(p, [](void* self, const XML_Char* version, const XML_Char*, int) {
      auto& impl = *static_cast<Impl*>(self);
      impl.guard([&] {
        const std::string_view known = version ? version : "1.0";
        if (known != "1.0" && known != "1.1")
          impl.refuse(ErrorKind::malformed, fmt::format("not well-formed XML: there is no XML version '{}'", known));
      });
    });
    if (options.refuse_doctype) {
      XML_SetStartDoctypeDeclHandler(p, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        auto& impl = *static_cast<Impl*>(self);
        impl.guard([&] { impl.refuse(ErrorKind::malformed, "has a DOCTYPE, which files of this kind never have"); });
      });
    }
    guard_entities(p);
  }

  /// No entity from outside; few from inside, and none that grows.
  static void guard_entities(XML_Parser p) {
    XML_SetEntityDeclHandler(p, [](void* self, const XML_Char*, int of_dtd, const XML_Char*, int, const XML_Char*,
                                   const XML_Char* system, const XML_Char*, const XML_Char*) {
      auto& impl = *static_cast<Impl*>(self);
      impl.guard([&] {
        if (++impl.entities > kMostXmlEntities)
          impl.refuse(ErrorKind::limit, fmt::format("more than {} entities declared", kMostXmlEntities));
        if (of_dtd && system)
          impl.refuse(ErrorKind::malformed, "declarations of another file are called in, which is never opened");
      });
    });
    XML_SetExternalEntityRefHandlerArg(p, nullptr);
    XML_SetExternalEntityRefHandler(
        p, [](XML_Parser own, const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) {
          auto& impl = *static_cast<Impl*>(XML_GetUserData(own));
          impl.guard(
              [&] { impl.refuse(ErrorKind::malformed, "text of another file is called in, which is never opened"); });
          return 0;
        });
    XML_SetSkippedEntityHandler(p, [](void* self, const XML_Char* entity, int) {
      auto& impl = *static_cast<Impl*>(self);
      impl.guard([&] {
        impl.refuse(ErrorKind::malformed,
                    fmt::format("not well-formed XML: the entity '{}' is not declared in the file", entity));
      });
    });
  }

  /// Makes the parser for a file that begins with `head`. Gives what of it is text.
  std::string_view open(std::string_view head) {
    const Encoding encoding = find_encoding(head);
    if (!encoding.decode_from.empty()) {
      decoder = StreamDecoder::open(encoding.decode_from);
      if (!decoder)
        throw Error(ErrorKind::malformed,
                    fmt::format("not well-formed XML: unknown encoding '{}'", encoding.decode_from), {name, 1, 1});
    }
    open_parser(decoder != nullptr);
    return head.substr(encoding.skip);
  }

  void feed(std::string_view bytes, bool last) {
    try {
      const std::string decoded = decoder ? decoder->decode(bytes, last) : std::string();
      const std::string_view text = decoder ? std::string_view(decoded) : bytes;
      fed += text.size();
      parse(text, last);
    } catch (const Error& error) {
      if (error.place().line > 0) throw;
      throw Error(error.kind(), error.message(), place());
    }
    const auto consumed = static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser.get())));
    if (!last && fed > consumed + kLongestXmlToken)
      refuse(ErrorKind::limit, fmt::format("one tag or comment of more than {} MiB", kLongestXmlToken >> 20));
  }

  void parse(std::string_view bytes, bool last) {
    // A declaration's encoding has no meaning for bytes already decoded, and expat ignores it then.
    const XML_Status status = XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), last);
    if (failure) std::rethrow_exception(failure);
    if (status != XML_STATUS_ERROR) return;
    const XML_Error code = XML_GetErrorCode(parser.get());
    if (code == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
    if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) refuse(ErrorKind::limit, std::string(kGrows));
    refuse(ErrorKind::malformed, fmt::format("not well-formed XML: {}", XML_ErrorString(code)));
  }
};

XmlStream::XmlStream(std::string name, XmlHandler& handler, XmlStreamOptions options)
    : impl_(std::make_unique<Impl>(std::move(name), handler, options)) {}
XmlStream::~XmlStream() = default;

Place XmlStream::place() const {
  return impl_->place();
}

XmlPosition XmlStream::position() const {
  return impl_->position();
}

std::size_t XmlStream::entities() const {
  return impl_->entities;
}

void XmlStream::read(const ByteSource& source, const std::function<void()>& between) {
  for (bool more = true; more;) {
    more = read_piece(source);
    if (between) between();
  }
}

bool XmlStream::read_piece(const ByteSource& source) {
  std::string_view bytes(impl_->buffer.data(), source(impl_->buffer.data(), impl_->buffer.size()));
  const bool last = bytes.empty();
  if (!impl_->parser) bytes = impl_->open(bytes);
  impl_->feed(bytes, last);
  return !last;
}

ByteSource bytes_source(std::string_view bytes) {
  return [bytes](char* buffer, std::size_t size) mutable {
    const std::size_t taken = std::min(size, bytes.size());
    std::memcpy(buffer, bytes.data(), taken);
    bytes.remove_prefix(taken);
    return taken;
  };
}

}  // namespace termknit
