// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "indexer/formats/pdf_layout.h"
#include "indexer/readers.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr int kMaxPages = 20'000;

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return replace_invalid_utf8({bytes.data(), bytes.size()});
}

bool is_bold(const std::string& font) {
  return font.find("Bold") != std::string::npos || font.find("bold") != std::string::npos ||
         font.find("Heavy") != std::string::npos || font.find("Black") != std::string::npos;
}

PdfWord word_of(const poppler::text_box& box) {
  const poppler::rectf place = box.bbox();
  PdfWord word{utf8(box.text()), place.left(), place.right(), place.top(), place.bottom()};
  word.space_after = box.has_space_after();
  if (box.has_font_info()) {
    word.size = box.get_font_size();
    word.bold = is_bold(box.get_font_name());
  }
  return word;
}

/// Words that run another way than the page's text (a stamp along the margin) are left out.
std::vector<PdfWord> words_of(const poppler::page& page) {
  const std::vector<poppler::text_box> boxes = page.text_list(poppler::page::text_list_include_font);
  std::array<std::size_t, 4> counts{};
  const auto turn = [](const poppler::text_box& box) { return static_cast<unsigned>(box.rotation()) % 4; };
  for (const poppler::text_box& box : boxes) ++counts.at(turn(box));
  const auto most = static_cast<unsigned>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  std::vector<PdfWord> words;
  for (const poppler::text_box& box : boxes) {
    if (turn(box) == most) words.push_back(word_of(box));
  }
  return words;
}

std::unique_ptr<poppler::document> open(std::string_view bytes, const std::string& name) {
  // What poppler thinks of a broken file is not for the user's screen.
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  if (bytes.size() > INT_MAX) throw Error(ErrorKind::limit, "is too large for a PDF", {name});
  std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) throw Error(ErrorKind::malformed, "is not a readable PDF", {name});
  if (document->is_locked()) throw Error(ErrorKind::unsupported, "is an encrypted PDF", {name});
  return document;
}

/// A property that a program wrote by itself ("Microsoft Word - draft3.doc") names nothing.
std::string title_property(const poppler::document& document) {
  std::string title = fold_white_space(utf8(document.info_key("Title")));
  const bool made_up = title.starts_with("Microsoft ") || title.find('.') != std::string::npos || title == "untitled";
  return made_up ? std::string() : title;
}

}  // namespace

ReadArticle read_pdf(std::string_view bytes, const ReadOptions& options) {
  const std::unique_ptr<poppler::document> document = open(bytes, options.name);
  const int count = document->pages();
  if (count > kMaxPages)
    throw Error(ErrorKind::limit, fmt::format("has {} pages; the limit is {}", count, kMaxPages), {options.name});
  std::vector<PdfPage> pages;
  std::size_t text = 0;
  for (int i = 0; i < count; ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (!page) continue;
    pages.push_back(lines_of(words_of(*page)));
    for (const PdfLine& line : pages.back()) text += line.text.size();
    if (text > kMaxArticleText)
      throw Error(ErrorKind::limit, fmt::format("holds more than {} bytes of text", kMaxArticleText), {options.name});
  }
  if (pages.empty()) throw Error(ErrorKind::malformed, "is not a readable PDF: it has no pages", {options.name});
  if (text == 0) throw Error(ErrorKind::unsupported, "has no text layer: pictures only; OCR it first", {options.name});
  mark_page_edges(pages);
  BlockCollector blocks(options.name);
  add_paragraphs(pages, blocks);
  if (blocks.article.title.empty()) blocks.article.title = title_property(*document);
  return std::move(blocks.article);
}

}  // namespace termknit
