// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A PDF knows words at places; lines, paragraphs and headings are found again from positions and sizes.

#include <string>
#include <vector>

#include "indexer/block_collector.h"

namespace termknit {

/// A word on a page, in reading order. Lengths in points, y downwards.
struct PdfWord {
  std::string text{};
  double left = 0, right = 0, top = 0, bottom = 0;
  double size = 0;  ///< of the font
  bool bold = false, space_after = false;
};

/// One line of one page.
struct PdfLine {
  std::string text{};
  double left = 0, right = 0, top = 0, bottom = 0, size = 0;
  bool bold = false;
  bool page_edge = false;  ///< a running head, foot or page number
};

using PdfPage = std::vector<PdfLine>;

/// A wide gap (a table's next column) begins a new line.
PdfPage lines_of(const std::vector<PdfWord>& words);

/// Sets `page_edge` on the first and last two lines of a page that come, but for digits, on three pages or more.
void mark_page_edges(std::vector<PdfPage>& pages);

/// Paragraphs over line, column and page breaks; words hyphenated at a line's end are joined.
void add_paragraphs(const std::vector<PdfPage>& pages, BlockCollector& blocks);

}  // namespace termknit
