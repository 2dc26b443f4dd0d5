// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Makes the files that tests read: zip archives, DOCX, ODT, EPUB, and PDF of the plainest kind.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit::test {

/// Names and contents, in order; a name may come twice. Deflated, but for "mimetype".
using ZipMembers = std::vector<std::pair<std::string, std::string>>;
std::string make_zip(const ZipMembers& members);

/// `body` is what stands between <w:body> and </w:body>; styles.xml knows "Titel", "berschrift1" (built on it:
/// "Kapitel"), "TOC1" and "Beschriftung".
std::string make_docx(std::string_view body, const ZipMembers& more = {});
std::string docx_paragraph(std::string_view text, std::string_view style = {});

/// `body` is what stands between <office:text> and </office:text>.
std::string make_odt(std::string_view body, const ZipMembers& more = {});

/// One page a body, with a navigation page in front.
std::string make_epub(const std::vector<std::string>& bodies);

/// A line of text on a page: font size, distance from the left and the top edge (A4), WinAnsi text.
struct PdfText {
  double size = 11, left = 72, top = 72;
  std::string text{};
  bool bold = false;
};
/// One entry a page; a page without lines shows a picture.
std::string make_pdf(const std::vector<std::vector<PdfText>>& pages);
/// A PDF with the given objects ("<< /Type /Catalog ... >>"), numbered from 1; the first is the catalogue.
std::string make_pdf_of(const std::vector<std::string>& objects, std::string_view trailer = {});

}  // namespace termknit::test
