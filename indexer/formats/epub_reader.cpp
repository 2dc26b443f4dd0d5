// SPDX-License-Identifier: GPL-3.0-or-later
// EPUB 2.0.1 and 3 (ISO/IEC 23761): container.xml names the package file, whose spine lists the pages in reading order.
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "indexer/block_collector.h"
#include "indexer/formats/document_xml.h"
#include "indexer/formats/packed_document.h"
#include "indexer/readers.h"
#include "language/encoding.h"

namespace termknit {
namespace {

class EpubContainer : public DocumentXmlListener {
 public:
  std::string package;
  void start(const DocumentXmlElement& element) override {
    if (element.name() == "rootfile" && package.empty()) package = element.attribute("full-path");
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

struct EpubPage {
  std::string href{}, type{};
  bool navigation = false;
};

class EpubPackage : public DocumentXmlListener {
 public:
  std::string title, language;

  void start(const DocumentXmlElement& element) override {
    target_ = nullptr;
    if (element.name() == "title" && title.empty()) target_ = &title;
    if (element.name() == "language" && language.empty()) target_ = &language;
    if (element.name() == "item") {
      listed_.emplace_back(element.attribute("id"));
      items_[listed_.back()] = {std::string(element.attribute("href")), std::string(element.attribute("media-type")),
                                element.attribute("properties").find("nav") != std::string_view::npos};
    }
    if (element.name() == "itemref") spine_.emplace_back(element.attribute("idref"));
  }
  void end(std::string_view) override { target_ = nullptr; }
  void text(std::string_view utf8) override {
    if (target_) *target_ += utf8;
  }

  /// The pages of the spine; `missing` is called with what it names and the manifest does not have.
  std::vector<EpubPage> pages(const std::function<void(const std::string&)>& missing) const {
    std::vector<EpubPage> pages;
    for (const std::string& id : spine_) {
      const auto it = items_.find(id);
      if (it == items_.end()) missing(id);
      if (it != items_.end() && is_page(it->second)) pages.push_back(it->second);
    }
    return pages;
  }

  /// All pages of the manifest in its order.
  std::vector<EpubPage> listed_pages() const {
    std::vector<EpubPage> pages;
    for (const std::string& id : listed_) {
      const EpubPage& page = items_.find(id)->second;
      if (is_page(page) && !page.type.empty()) pages.push_back(page);
    }
    return pages;
  }

 private:
  static bool is_page(const EpubPage& page) { return page.type.empty() || page.type.find("html") != std::string::npos; }

  std::map<std::string, EpubPage, std::less<>> items_;
  std::vector<std::string> listed_, spine_;
  std::string* target_ = nullptr;
};

/// META-INF/encryption.xml: fonts may be scrambled in a free book; encrypted pages are a locked one.
class EpubEncryption : public DocumentXmlListener {
 public:
  std::set<std::string, std::less<>> members;
  void start(const DocumentXmlElement& element) override {
    if (element.name() == "CipherReference") members.emplace(element.attribute("URI"));
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// The member that `href` in the file `from` names: "../a.xhtml" in "OEBPS/x/package.opf" is "OEBPS/a.xhtml".
std::string resolved(std::string_view from, std::string_view href) {
  const std::string path =
      std::string(from.substr(0, from.rfind('/') + 1)) + percent_decoded(href.substr(0, href.find('#')));
  std::vector<std::string_view> parts;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t end = rest.find('/');
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (part != ".." && part != "." && !part.empty()) parts.push_back(part);
  }
  std::string out;
  for (const std::string_view part : parts) out.append(out.empty() ? "" : "/").append(part);
  return out;
}

class EpubBook {
 public:
  EpubBook(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink)
      : options_(options), sink_(sink), archive_(bytes, "EPUB", options.name, sink), blocks_(options.name) {}

  ReadArticle read() {
    EpubContainer container;
    if (!read_xml("META-INF/container.xml", container)) archive_.refuse("it has no META-INF/container.xml");
    read_xml("META-INF/encryption.xml", encryption_);
    EpubPackage package;
    if (!read_xml(container.package, package)) archive_.refuse("its package file is missing");
    for (const EpubPage& page : pages(package)) read_page(resolved(container.package, page.href), page.navigation);
    blocks_.article.title = fold_white_space(package.title);
    blocks_.article.declared_language = fold_white_space(package.language);
    return std::move(blocks_.article);
  }

 private:
  bool read_xml(const std::string& member, DocumentXmlListener& listener) {
    if (!archive_.contains(member)) return false;
    DocumentXmlStream xml(listener, {.file = options_.name, .what = "EPUB", .doctype = true});
    archive_.unpack(member, [&](std::string_view piece) { xml.feed(piece); });
    xml.finish();
    return true;
  }

  std::vector<EpubPage> pages(const EpubPackage& package) {
    bool told = false;
    std::vector<EpubPage> pages = package.pages([&](const std::string& id) {
      if (std::exchange(told, true)) return;
      report(sink_, Severity::warning, "its spine names pages that its list does not have, '" + id + "' the first",
             {options_.name});
    });
    if (!pages.empty()) return pages;
    report(sink_, Severity::warning, "has no spine to read along; its pages are read as they are listed",
           {options_.name});
    return package.listed_pages();
  }

  void read_page(const std::string& member, bool navigation) {
    if (encryption_.members.contains(member))
      throw Error(ErrorKind::unsupported, "is an encrypted EPUB", {options_.name});
    const auto page = archive_.read(member);
    if (!page) {
      report(sink_, Severity::warning, "has no page '" + member + "', which its spine names", {options_.name});
      return;
    }
    DecodeOptions decode;
    if (std::string declared = declared_xml_encoding(*page); !declared.empty()) decode.declared = std::move(declared);
    const DecodedText decoded = decode_text(*page, decode);
    if (decoded.binary) return;
    for (const ReadBlock& block : read_html(decoded.utf8).blocks) {
      // A page's first heading is a chapter's, not the book's.
      const BlockKind kind = block.kind == BlockKind::title ? BlockKind::heading : block.kind;
      blocks_.add(kind, block.text, block.boilerplate || navigation);
    }
  }

  const ReadOptions& options_;
  const DiagnosticSink& sink_;
  PackedDocument archive_;
  BlockCollector blocks_;
  EpubEncryption encryption_;
};

}  // namespace

ReadArticle read_epub(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink) {
  return EpubBook(bytes, options, sink).read();
}

}  // namespace termknit
