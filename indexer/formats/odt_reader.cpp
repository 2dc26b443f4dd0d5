// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument text (ISO/IEC 26300).
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "indexer/block_collector.h"
#include "indexer/formats/document_xml.h"
#include "indexer/formats/packed_document.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

constexpr std::array<std::string_view, 10> kLeftOut{"tracked-changes", "annotation", "note-citation", "forms",
                                                    "sequence-decls",  "bookmark",   "object",        "settings",
                                                    "scripts",         "ruby-text"};
constexpr std::array<std::string_view, 6> kLists{"table-of-content",   "illustration-index", "table-index",
                                                 "alphabetical-index", "object-index",       "user-index"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class OdtBody : public DocumentXmlListener {
 public:
  explicit OdtBody(BlockCollector& blocks) : blocks_(blocks) {}

  void start(const DocumentXmlElement& element) override {
    const std::string_view name = element.name();
    if (left_out_ > 0 || is_one_of(name, kLeftOut) || is_description(element) || is_invisible(element)) {
      ++left_out_;
    } else if (name == "p" || name == "h") {
      open_.push_back({{}, name == "h", is_title(element.attribute("style-name"))});
    } else if (name == "style") {
      style_ = element.attribute("name");
      parents_[style_] = element.attribute("parent-style-name");
    } else if (name == "text-properties") {
      if (element.attribute("display") == "none") hidden_styles_.insert(style_);
    } else if (name == "hidden-paragraph") {
      if (is_hidden(element) && !open_.empty()) open_.back().hidden = true;
    } else if (!open_.empty() && (name == "s" || name == "tab" || name == "line-break")) {
      open_.back().text += ' ';
    }
    if (left_out_ == 0) count(name, 1);
  }

  void end(std::string_view name) override {
    if (left_out_ > 0) {
      --left_out_;
      return;
    }
    if (name == "p" || name == "h") end_paragraph();
    count(name, -1);
  }

  void text(std::string_view utf8) override {
    if (left_out_ == 0 && !open_.empty()) open_.back().text += utf8;
  }

 private:
  struct Paragraph {
    std::string text{};
    bool heading = false, title = false, hidden = false;
  };

  static bool is_hidden(const DocumentXmlElement& element) { return element.attribute("is-hidden") == "true"; }

  /// A section or field that is hidden now, or words in a style that hides them.
  bool is_invisible(const DocumentXmlElement& element) const {
    const std::string_view name = element.name();
    if (name == "section") return element.attribute("display") == "none" || is_hidden(element);
    if (name == "hidden-text") return is_hidden(element);
    return (name == "span" || name == "p" || name == "h") && hidden_styles_.contains(element.attribute("style-name"));
  }

  /// svg:title and svg:desc describe a picture; dc:title and dc:creator stand in comments.
  static bool is_description(const DocumentXmlElement& element) {
    return element.space().find(":svg-compatible:") != std::string_view::npos &&
           (element.name() == "title" || element.name() == "desc");
  }

  /// An automatic style ("P1") has the named one as its parent.
  bool is_title(std::string_view style) const {
    const auto parent = parents_.find(style);
    return style == "Title" || (parent != parents_.end() && parent->second == "Title");
  }

  void count(std::string_view name, int by) {
    if (name == "table-cell") cells_ += by;
    if (name == "list-item") items_ += by;
    if (is_one_of(name, kLists)) contents_ += by;
  }

  void end_paragraph() {
    if (open_.empty()) return;
    const Paragraph paragraph = std::move(open_.back());
    open_.pop_back();
    if (paragraph.hidden) return;
    const BlockKind kind = paragraph.title     ? BlockKind::title
                           : paragraph.heading ? BlockKind::heading
                           : cells_ > 0        ? BlockKind::table_cell
                           : items_ > 0        ? BlockKind::list_item
                                               : BlockKind::paragraph;
    if (paragraph.title && blocks_.article.title.empty()) blocks_.article.title = fold_white_space(paragraph.text);
    blocks_.add(kind, paragraph.text, contents_ > 0);
  }

  BlockCollector& blocks_;
  std::vector<Paragraph> open_;  // a footnote or text frame is a paragraph within a paragraph
  std::map<std::string, std::string, std::less<>> parents_;
  std::set<std::string, std::less<>> hidden_styles_;
  std::string style_;  // the one being defined
  int left_out_ = 0, cells_ = 0, items_ = 0, contents_ = 0;
};

/// meta.xml: title and language; META-INF/manifest.xml: encryption.
class OdtMeta : public DocumentXmlListener {
 public:
  std::string title, language;
  bool encrypted = false;
  void start(const DocumentXmlElement& element) override {
    target_ = element.name() == "title" ? &title : element.name() == "language" ? &language : nullptr;
    encrypted = encrypted || element.name() == "encryption-data";
  }
  void end(std::string_view) override { target_ = nullptr; }
  void text(std::string_view utf8) override {
    if (target_) *target_ += utf8;
  }

 private:
  std::string* target_ = nullptr;
};

bool read_member(PackedDocument& archive, const std::string& member, DocumentXmlListener& listener,
                 const std::string& file) {
  if (!archive.contains(member)) return false;
  DocumentXmlStream xml(listener, {.file = file, .what = "ODT"});
  archive.unpack(member, [&](std::string_view piece) { xml.feed(piece); });
  xml.finish();
  return true;
}

}  // namespace

ReadArticle read_odt(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink) {
  PackedDocument archive(bytes, "ODT", options.name, sink);
  OdtMeta meta;
  read_member(archive, "META-INF/manifest.xml", meta, options.name);
  if (meta.encrypted) throw Error(ErrorKind::unsupported, "is an encrypted ODT", {options.name});
  read_member(archive, "meta.xml", meta, options.name);
  BlockCollector blocks(options.name);
  OdtBody body(blocks);
  if (!read_member(archive, "content.xml", body, options.name)) archive.refuse("it has no content.xml");
  blocks.article.declared_language = meta.language;
  if (blocks.article.title.empty()) blocks.article.title = fold_white_space(meta.title);
  return std::move(blocks.article);
}

}  // namespace termknit
