// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/pdf_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "indexer/readers.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr double kCellGap = 2.5;       // in font sizes: a gap this wide is no blank between words
constexpr double kParagraphGap = 0.7;  // of a line's height, between two lines
constexpr double kLargeFont = 1.15;    // of the body's size
constexpr std::size_t kLongestHeading = 160;
constexpr std::size_t kEdgeLines = 2;
constexpr std::size_t kEdgePages = 3;

bool same_line(const PdfLine& line, const PdfWord& word) {
  const double height = std::max(line.bottom - line.top, 1.0);
  return std::abs(word.bottom - line.bottom) < height / 2 && word.left > line.right - height &&
         word.left - line.right < kCellGap * std::max(line.size, 1.0);
}

/// "Seite 12 von 80" and "Seite 13 von 80" are the same line of two pages.
std::string edge_key(std::string_view text) {
  std::string key;
  for (const char c : text) {
    if (c < '0' || c > '9') key += c;
  }
  return fold_white_space(key);
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "…", ":", "”", "“"}) {
    if (text.ends_with(mark)) return true;
  }
  return false;
}

std::size_t bullet_bytes(std::string_view text) {
  for (const std::string_view bullet : {"•", "◦", "▪", "‣", "–", "\uF0B7", "●", "■", "-", "*"}) {
    if (text.starts_with(bullet) && text.size() > bullet.size() + 1 && text[bullet.size()] == ' ')
      return bullet.size() + 1;
  }
  return 0;
}

std::string_view first_code_point(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

bool begins_lower_case(std::string_view text) {
  if (text.empty()) return false;
  const std::string_view first = first_code_point(text);
  return to_title(first) != first;
}

/// "Kunden- und Lieferantendaten" keeps its hyphen at a line's end.
bool begins_with_conjunction(std::string_view text) {
  constexpr std::array<std::string_view, 12> kConjunctions{"und", "oder", "bzw.", "sowie", "and", "or",
                                                           "ja",  "tai",  "un",   "vai",   "a",   "nebo"};
  const std::string_view word = text.substr(0, text.find(' '));
  return std::find(kConjunctions.begin(), kConjunctions.end(), word) != kConjunctions.end();
}

void append_line(std::string& text, std::string_view line) {
  constexpr std::string_view kSoftHyphen = "\u00AD";
  if (text.ends_with(kSoftHyphen)) {
    text.resize(text.size() - kSoftHyphen.size());
  } else if (text.size() > 1 && text.ends_with("-") && text[text.size() - 2] != ' ' && begins_lower_case(line) &&
             !begins_with_conjunction(line)) {
    text.pop_back();
  } else if (!text.empty()) {
    text += ' ';
  }
  text += line;
}

/// The font size most of the text is set in.
double body_size(const std::vector<PdfPage>& pages) {
  std::map<long, std::size_t> bytes;
  for (const PdfPage& page : pages) {
    for (const PdfLine& line : page) bytes[std::lround(line.size * 2)] += line.text.size();
  }
  const auto most =
      std::max_element(bytes.begin(), bytes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == bytes.end() ? 0 : static_cast<double>(most->first) / 2;
}

class Paragraphs {
 public:
  Paragraphs(double body, BlockCollector& blocks) : body_(body), blocks_(blocks) {}

  void line(const PdfLine& line, bool new_page) {
    if (line.page_edge) {
      blocks_.add(BlockKind::paragraph, line.text, true);
      return;
    }
    if (lines_ > 0 && begins(line, new_page)) finish();
    if (lines_++ == 0) {
      first_ = line;
      bold_ = line.bold;
    }
    bold_ = bold_ && line.bold;
    append_line(text_, line.text);
    last_ = line;
  }

  void finish() {
    if (lines_ == 0) return;
    const std::size_t bullet = bullet_bytes(text_);
    const BlockKind kind = bullet != 0 ? BlockKind::list_item : heading_kind();
    if (kind == BlockKind::title) blocks_.article.title = fold_white_space(text_);
    blocks_.add(kind, std::string_view(text_).substr(bullet));
    text_.clear();
    lines_ = 0;
  }

 private:
  bool begins(const PdfLine& line, bool new_page) const {
    if (std::abs(line.size - last_.size) > 0.1 * std::max(line.size, 1.0) || bullet_bytes(line.text) != 0) return true;
    const double height = std::max(last_.bottom - last_.top, 1.0);
    const double gap = line.top - last_.bottom;
    const bool next_column = new_page || gap < -2 * height;
    if (next_column) return ends_sentence(last_.text) || !begins_lower_case(line.text);
    if (gap > kParagraphGap * height || line.bold != last_.bold) return true;
    const bool same_row = std::abs(line.bottom - last_.bottom) < height / 2;
    const bool item = bullet_bytes(first_.text) != 0;
    const bool indented = line.left > last_.left + 0.8 * line.size && !item;
    return same_row || (indented && ends_sentence(last_.text));
  }

  BlockKind heading_kind() {
    const bool short_text = text_.size() <= kLongestHeading && lines_ <= 3;
    const bool large = body_ > 0 && first_.size >= kLargeFont * body_;
    if (!short_text || !(large || (bold_ && !text_.ends_with(".")))) return BlockKind::paragraph;
    const bool is_title = large && !titled_ && first_.size >= 1.3 * body_;
    titled_ = true;
    return is_title ? BlockKind::title : BlockKind::heading;
  }

  double body_;
  BlockCollector& blocks_;
  std::string text_;
  std::size_t lines_ = 0;
  PdfLine first_, last_;
  bool bold_ = false, titled_ = false;
};

}  // namespace

PdfPage lines_of(const std::vector<PdfWord>& words) {
  PdfPage lines;
  bool space = false;
  for (const PdfWord& word : words) {
    if (lines.empty() || !same_line(lines.back(), word)) {
      lines.push_back({word.text, word.left, word.right, word.top, word.bottom, word.size, word.bold, false});
    } else {
      PdfLine& line = lines.back();
      if (space) line.text += ' ';
      line.text += word.text;
      line.right = std::max(line.right, word.right);
      line.size = std::max(line.size, word.size);
      line.bold = line.bold && word.bold;
    }
    space = word.space_after;
  }
  return lines;
}

void mark_page_edges(std::vector<PdfPage>& pages) {
  std::map<std::string, std::size_t> counts;
  const auto for_each_edge = [&](PdfPage& page, auto&& f) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (i < kEdgeLines || i + kEdgeLines >= page.size()) f(page[i]);
    }
  };
  for (PdfPage& page : pages) {
    std::set<std::string> here;
    for_each_edge(page, [&](PdfLine& line) { here.insert(edge_key(line.text)); });
    for (const std::string& key : here) ++counts[key];
  }
  for (PdfPage& page : pages) {
    for_each_edge(page, [&](PdfLine& line) { line.page_edge = counts[edge_key(line.text)] >= kEdgePages; });
  }
}

void add_paragraphs(const std::vector<PdfPage>& pages, BlockCollector& blocks) {
  Paragraphs paragraphs(body_size(pages), blocks);
  for (const PdfPage& page : pages) {
    bool new_page = true;
    for (const PdfLine& line : page) {
      paragraphs.line(line, new_page);
      new_page = new_page && line.page_edge;
    }
  }
  paragraphs.finish();
}

}  // namespace termknit
