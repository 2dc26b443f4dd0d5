// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/document_xml.h"

#include <algorithm>
#include <exception>

#include <expat.h>
#include <fmt/format.h>

#include "core/error.h"

namespace termknit {
namespace {

constexpr char kSeparator = '|';
constexpr int kMaxDepth = 256;
constexpr int kMaxAttributes = 256;

/// "uri|name" or "name".
std::pair<std::string_view, std::string_view> split_name(std::string_view qualified) {
  const std::size_t at = qualified.rfind(kSeparator);
  if (at == std::string_view::npos) return {{}, qualified};
  return {qualified.substr(0, at), qualified.substr(at + 1)};
}

}  // namespace

DocumentXmlElement::DocumentXmlElement(std::string_view qualified, const char* const* attributes)
    : attributes_(attributes) {
  std::tie(space_, name_) = split_name(qualified);
}

std::string_view DocumentXmlElement::attribute(std::string_view name) const {
  for (const char* const* a = attributes_; *a; a += 2) {
    if (split_name(a[0]).second == name) return a[1];
  }
  return {};
}

struct DocumentXmlStream::Impl {
  DocumentXmlListener& listener;
  DocumentXmlRules rules;
  XML_Parser parser;
  int depth = 0;
  std::exception_ptr failure;  // no exception may pass through expat

  Impl(DocumentXmlListener& l, DocumentXmlRules r)
      : listener(l), rules(std::move(r)), parser(XML_ParserCreateNS(rules.is_utf8 ? "UTF-8" : nullptr, kSeparator)) {
    if (!parser) throw std::bad_alloc();
  }
  ~Impl() { XML_ParserFree(parser); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  template <typename F>
  void guarded(F&& f) {
    if (failure) return;
    try {
      f();
    } catch (const std::exception&) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  Place place() const { return {rules.file, XML_GetCurrentLineNumber(parser), 0}; }

  [[noreturn]] void refuse(ErrorKind kind, std::string_view why) const {
    throw Error(kind, fmt::format("is not a readable {}: {}", rules.what, why), place());
  }

  void start(const char* name, const char** attributes) {
    if (++depth > kMaxDepth) refuse(ErrorKind::limit, fmt::format("elements nested deeper than {}", kMaxDepth));
    if (XML_GetSpecifiedAttributeCount(parser) > 2 * kMaxAttributes)
      refuse(ErrorKind::limit, fmt::format("an element with more than {} attributes", kMaxAttributes));
    listener.start(DocumentXmlElement(name, attributes));
  }

  void install() {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* user, const char* name, const char** attributes) {
          auto* self = static_cast<Impl*>(user);
          self->guarded([&] { self->start(name, attributes); });
        },
        [](void* user, const char* name) {
          auto* self = static_cast<Impl*>(user);
          --self->depth;
          self->guarded([&] { self->listener.end(split_name(name).second); });
        });
    XML_SetCharacterDataHandler(parser, [](void* user, const char* text, int size) {
      auto* self = static_cast<Impl*>(user);
      self->guarded([&] { self->listener.text({text, static_cast<std::size_t>(size)}); });
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* user, const char*, const char*, const char*, int) {
      auto* self = static_cast<Impl*>(user);
      self->guarded([&] {
        if (!self->rules.doctype) self->refuse(ErrorKind::malformed, "it has a DOCTYPE");
      });
    });
    XML_SetEntityDeclHandler(
        parser, [](void* user, const char*, int, const char*, int, const char*, const char*, const char*, const char*) {
          auto* self = static_cast<Impl*>(user);
          self->guarded([&] { self->refuse(ErrorKind::malformed, "it declares entities"); });
        });
  }

  void parse(std::string_view piece, bool last) {
    if (failure) std::rethrow_exception(failure);
    const XML_Status status = XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last);
    if (failure) std::rethrow_exception(failure);
    if (status != XML_STATUS_OK) refuse(ErrorKind::malformed, XML_ErrorString(XML_GetErrorCode(parser)));
  }
};

DocumentXmlStream::DocumentXmlStream(DocumentXmlListener& listener, DocumentXmlRules rules)
    : impl_(std::make_unique<Impl>(listener, std::move(rules))) {
  impl_->install();
}

DocumentXmlStream::~DocumentXmlStream() = default;

void DocumentXmlStream::feed(std::string_view piece) {
  constexpr std::size_t kMost = 1 << 20;  // expat counts in int, and keeps what it is given
  for (; !piece.empty(); piece.remove_prefix(std::min(kMost, piece.size())))
    impl_->parse(piece.substr(0, kMost), false);
}

void DocumentXmlStream::finish() {
  impl_->parse({}, true);
}

}  // namespace termknit
