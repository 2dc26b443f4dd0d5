// SPDX-License-Identifier: GPL-3.0-or-later
// Office Open XML (ISO/IEC 29500). Element names are told apart by their local names; of the drawing and formula
// namespaces, which also have <p> and <t>, nothing is taken.
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/block_collector.h"
#include "indexer/formats/document_xml.h"
#include "indexer/formats/packed_document.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

/// "word" for both the transitional and the strict namespace.
bool is_word(const DocumentXmlElement& element) {
  return element.space().find("wordprocessingml") != std::string_view::npos;
}

/// <w:vanish/> and <w:vanish w:val="true"/>, but not <w:vanish w:val="0"/>.
bool is_on(const DocumentXmlElement& element) {
  const std::string_view value = element.attribute("val");
  return value != "0" && value != "false" && value != "off";
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// What a paragraph of some style is.
struct StyleMeaning {
  std::optional<BlockKind> kind{};
  bool boilerplate = false;  // a table of contents
  bool hidden = false;
};

/// styles.xml: style ids are translated ("berschrift1" in a German Word), built-in style names are not.
class DocxStyles : public DocumentXmlListener {
 public:
  std::string language;

  StyleMeaning meaning(std::string_view id) const {
    for (int steps = 0; steps < 20; ++steps) {
      const auto it = styles_.find(id);
      if (it == styles_.end()) return {};
      const StyleMeaning& meaning = it->second.meaning;
      if (meaning.kind || meaning.boilerplate || meaning.hidden) return meaning;
      id = it->second.based_on;
    }
    return {};
  }

  void start(const DocumentXmlElement& element) override {
    if (!is_word(element)) return;
    if (element.name() == "style") {
      current_ = &styles_[std::string(element.attribute("styleId"))];
    } else if (element.name() == "lang" && language.empty() && !current_) {
      language = element.attribute("val");
    } else if (current_) {
      detail(element);
    }
  }
  void end(std::string_view name) override {
    if (name == "style") current_ = nullptr;
  }
  void text(std::string_view) override {}

 private:
  struct Style {
    std::string based_on{};
    StyleMeaning meaning{};
  };

  void detail(const DocumentXmlElement& element) {
    if (element.name() == "vanish") current_->meaning.hidden = is_on(element);
    if (element.name() == "basedOn") current_->based_on = element.attribute("val");
    if (element.name() == "outlineLvl" && !current_->meaning.kind && element.attribute("val") != "9")
      current_->meaning.kind = BlockKind::heading;
    if (element.name() != "name") return;
    const std::string name = lower(element.attribute("val"));
    if (name == "title") current_->meaning.kind = BlockKind::title;
    if (name.starts_with("heading ")) current_->meaning.kind = BlockKind::heading;
    if (name == "caption") current_->meaning.kind = BlockKind::caption;
    if (name.starts_with("list ")) current_->meaning.kind = BlockKind::list_item;
    if (name.starts_with("toc ") || name.starts_with("index ") || name == "table of figures")
      current_->meaning.boilerplate = true;
  }

  std::map<std::string, Style, std::less<>> styles_;
  Style* current_ = nullptr;
};

class DocxBody : public DocumentXmlListener {
 public:
  DocxBody(const DocxStyles& styles, BlockCollector& blocks) : styles_(styles), blocks_(blocks) {}

  void start(const DocumentXmlElement& element) override {
    if (is_word(element) && element.name() == "del" && in_properties_) {
      if (!open_.empty() && left_out_ == 0) open_.back().goes_on = true;
    }
    if (left_out_ > 0 || is_left_out(element)) {
      ++left_out_;
    } else if (is_word(element)) {
      word_element(element);
    }
  }

  void end(std::string_view name) override {
    if (left_out_ > 0) {
      --left_out_;
    } else if (name == "p") {
      end_paragraph();
    } else if (name == "tc") {
      end_of_column();
      cells_ -= cells_ > 0;
    } else if (name == "body") {
      end_of_column();
    } else if (name == "r") {
      in_run_ = hidden_ = false;
    } else if (name == "pPr") {
      in_properties_ = false;
    } else if (name == "t") {
      in_text_ = false;
    }
  }

  void text(std::string_view utf8) override {
    if (in_text_ && left_out_ == 0 && !hidden_ && !open_.empty()) open_.back().text += utf8;
  }

 private:
  struct Paragraph {
    std::string text{}, style{};
    bool list = false, heading = false;
    bool goes_on = false;  // its end was deleted: the next one is the same paragraph
  };

  /// The fallback repeats what the choice before it says; moved text stands where it went to.
  static bool is_left_out(const DocumentXmlElement& element) {
    const std::string_view name = element.name();
    return name == "Fallback" || name == "oMath" || name == "moveFrom" || (is_word(element) && name == "del") ||
           name == "sectPr" || name == "pPrChange" || name == "rPrChange";
  }

  void word_element(const DocumentXmlElement& element) {
    const std::string_view name = element.name();
    if (name == "p") {
      open_.emplace_back();
      open_.back().text = std::exchange(going_on_, {});
    } else if (name == "pPr") {
      in_properties_ = true;
    } else if (name == "tc") {
      ++cells_;
    } else if (name == "r") {
      in_run_ = true;
      hidden_ = false;
    } else if (name == "t") {
      in_text_ = true;
    } else if (!open_.empty()) {
      property(element);
    }
  }

  void property(const DocumentXmlElement& element) {
    const std::string_view name = element.name(), value = element.attribute("val");
    Paragraph& paragraph = open_.back();
    if (in_run_) {
      if (name == "tab" || name == "br" || name == "cr") paragraph.text += ' ';
      if (name == "noBreakHyphen") paragraph.text += '-';
      if (name == "rStyle" && styles_.meaning(value).hidden) hidden_ = true;
      if (name == "vanish") hidden_ = is_on(element);
      return;
    }
    if (name == "pStyle") paragraph.style = value;
    if (name == "numId") paragraph.list = value != "0";
    if (name == "outlineLvl") paragraph.heading = value != "9";
  }

  /// No paragraph goes on beyond a cell or the document.
  void end_of_column() {
    if (!going_on_.empty()) blocks_.add(cells_ > 0 ? BlockKind::table_cell : BlockKind::paragraph, going_on_);
    going_on_.clear();
  }

  void end_paragraph() {
    if (open_.empty()) return;
    Paragraph paragraph = std::move(open_.back());
    open_.pop_back();
    const StyleMeaning style = styles_.meaning(paragraph.style);
    if (style.hidden) return;
    if (paragraph.goes_on) {
      going_on_ = std::move(paragraph.text);
      return;
    }
    BlockKind kind = style.kind.value_or(BlockKind::paragraph);
    if (!style.kind && paragraph.heading) kind = BlockKind::heading;
    if (kind == BlockKind::paragraph && paragraph.list) kind = BlockKind::list_item;
    if (cells_ > 0) kind = BlockKind::table_cell;
    blocks_.add(kind, paragraph.text, style.boilerplate);
  }

  const DocxStyles& styles_;
  BlockCollector& blocks_;
  std::vector<Paragraph> open_;  // a text box is a paragraph within a paragraph
  int left_out_ = 0, cells_ = 0;
  std::string going_on_;  // the text of a paragraph without an end
  bool in_run_ = false, in_text_ = false, in_properties_ = false, hidden_ = false;
};

/// _rels/.rels: where the main document is, when it is not at the usual place.
class DocxRelations : public DocumentXmlListener {
 public:
  std::string document = "word/document.xml";
  void start(const DocumentXmlElement& element) override {
    if (element.name() != "Relationship" || !element.attribute("Type").ends_with("/officeDocument")) return;
    std::string_view target = element.attribute("Target");
    while (target.starts_with("/")) target.remove_prefix(1);
    document = target;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

/// docProps/core.xml.
class CoreProperties : public DocumentXmlListener {
 public:
  std::string title;
  void start(const DocumentXmlElement& element) override { in_title_ = element.name() == "title"; }
  void end(std::string_view) override { in_title_ = false; }
  void text(std::string_view utf8) override {
    if (in_title_) title += utf8;
  }

 private:
  bool in_title_ = false;
};

bool read_member(PackedDocument& archive, const std::string& member, DocumentXmlListener& listener,
                 const std::string& file) {
  if (!archive.contains(member)) return false;
  DocumentXmlStream xml(listener, {.file = file, .what = "DOCX"});
  archive.unpack(member, [&](std::string_view piece) { xml.feed(piece); });
  xml.finish();
  return true;
}

/// The title paragraph; else the file's property, unless a program left its own words there.
std::string docx_title(const ReadArticle& article, const std::string& property) {
  for (const ReadBlock& block : article.blocks) {
    if (block.kind == BlockKind::title) return block.text;
  }
  return property.starts_with("Microsoft Word") ? std::string() : property;
}

}  // namespace

ReadArticle read_docx(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink) {
  PackedDocument archive(bytes, "DOCX", options.name, sink);
  DocxRelations relations;
  DocxStyles styles;
  CoreProperties properties;
  BlockCollector blocks(options.name);
  read_member(archive, "_rels/.rels", relations, options.name);
  const std::string folder = relations.document.substr(0, relations.document.rfind('/') + 1);
  read_member(archive, folder + "styles.xml", styles, options.name);
  read_member(archive, "docProps/core.xml", properties, options.name);
  DocxBody body(styles, blocks);
  if (!read_member(archive, relations.document, body, options.name)) archive.refuse("it has no main document");
  for (const char* notes : {"footnotes.xml", "endnotes.xml"}) {
    DocxBody note(styles, blocks);
    read_member(archive, folder + notes, note, options.name);
  }
  blocks.article.declared_language = styles.language;
  blocks.article.title = docx_title(blocks.article, properties.title);
  return std::move(blocks.article);
}

}  // namespace termknit
