// SPDX-License-Identifier: GPL-3.0-or-later
// TMX 1.4b and XLIFF (1.2 and ISO 21720) as articles: the segments of all languages, each a block.
#include <algorithm>
#include <array>
#include <vector>

#include "indexer/block_collector.h"
#include "indexer/formats/document_xml.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

/// Codes of the original format: what they hold is markup, not text.
constexpr std::array<std::string_view, 6> kCodes{"bpt", "ept", "ph", "it", "ut", "originalData"};
/// Beside the text: notes, other proposals, and in XLIFF 1.2 the source once more in pieces.
constexpr std::array<std::string_view, 9> kBeside{"note",  "prop",    "alt-trans", "seg-source",   "ignorable",
                                                  "notes", "matches", "mtc",       "context-group"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Collects the text of "segment" elements; what language they are in is the formats' own.
class SegmentListener : public DocumentXmlListener {
 public:
  explicit SegmentListener(BlockCollector& blocks) : blocks_(blocks) {}

  void start(const DocumentXmlElement& element) override {
    if (left_out_ > 0 || is_one_of(element.name(), kCodes) || is_one_of(element.name(), kBeside)) {
      ++left_out_;
      return;
    }
    language_of(element);
    if (is_segment(element.name())) {
      inside_ = true;
      text_.clear();
    }
  }

  void end(std::string_view name) override {
    if (left_out_ > 0) {
      --left_out_;
    } else if (is_segment(name)) {
      blocks_.add(BlockKind::paragraph, text_, false, segment_language(name));
      inside_ = false;
    }
  }

  void text(std::string_view utf8) override {
    if (inside_ && left_out_ == 0) text_ += utf8;
  }

 protected:
  virtual void language_of(const DocumentXmlElement& element) = 0;
  virtual bool is_segment(std::string_view name) const = 0;
  virtual std::string segment_language(std::string_view name) const = 0;

  BlockCollector& blocks_;

 private:
  std::string text_;
  int left_out_ = 0;
  bool inside_ = false;
};

class TmxListener : public SegmentListener {
 public:
  using SegmentListener::SegmentListener;

 private:
  void language_of(const DocumentXmlElement& element) override {
    if (element.name() == "header" && element.attribute("srclang") != "*all*")
      blocks_.article.declared_language = element.attribute("srclang");
    if (element.name() == "tuv") language_ = element.attribute("lang");
  }
  bool is_segment(std::string_view name) const override { return name == "seg"; }
  std::string segment_language(std::string_view) const override { return language_; }

  std::string language_;
};

class XliffListener : public SegmentListener {
 public:
  using SegmentListener::SegmentListener;

 private:
  void language_of(const DocumentXmlElement& element) override {
    const bool first = element.name() == "file" && !element.attribute("source-language").empty();  // 1.2
    const bool second = element.name() == "xliff" && !element.attribute("srcLang").empty();
    if (!first && !second) return;
    source_ = element.attribute(first ? "source-language" : "srcLang");
    target_ = element.attribute(first ? "target-language" : "trgLang");
    blocks_.article.declared_language = source_;
  }
  bool is_segment(std::string_view name) const override { return name == "source" || name == "target"; }
  std::string segment_language(std::string_view name) const override { return name == "source" ? source_ : target_; }

  std::string source_, target_;
};

ReadArticle read_segments(std::string_view utf8, SegmentListener& listener, BlockCollector& blocks, std::string what,
                          const std::string& file) {
  DocumentXmlStream xml(listener, {.file = file, .what = std::move(what), .doctype = true, .is_utf8 = true});
  xml.feed(utf8);
  xml.finish();
  return std::move(blocks.article);
}

}  // namespace

ReadArticle read_tmx(std::string_view utf8, const ReadOptions& options) {
  BlockCollector blocks(options.name);
  TmxListener listener(blocks);
  return read_segments(utf8, listener, blocks, "TMX", options.name);
}

ReadArticle read_xliff(std::string_view utf8, const ReadOptions& options) {
  BlockCollector blocks(options.name);
  XliffListener listener(blocks);
  return read_segments(utf8, listener, blocks, "XLIFF", options.name);
}

std::string declared_xml_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 256);
  const std::size_t end = head.find("?>");
  if (head.find("<?xml") > 3 || end == std::string_view::npos) return {};
  std::size_t at = head.find("encoding");
  if (at == std::string_view::npos || at > end) return {};
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos || at > end) return {};
  return std::string(head.substr(at + 1, head.find(head[at], at + 1) - at - 1));
}

}  // namespace termknit
