// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The readers behind read_article(), one per format. Each takes text, or for containers bytes, and gives blocks; none
// touches the disk.

#include <functional>
#include <string>
#include <string_view>

#include "indexer/article_reader.h"

namespace termknit {

/// Plain text: paragraphs at blank lines; lines that were wrapped are joined; bullets, numbers and headings recognised
/// by their look.
ReadArticle read_text(std::string_view utf8);

/// CommonMark with tables (md4c): front matter, code and raw HTML are left out.
ReadArticle read_markdown(std::string_view utf8);

/// HTML (libxml2's push parser, so that depth costs nothing): script, style, hidden and form elements are left out;
/// nav, header, footer, aside and link lists are boilerplate; where there is a <main> or <article>, everything outside
/// it is.
ReadArticle read_html(std::string_view utf8);

/// Office Open XML text: paragraphs with the kinds that styles.xml gives them, lists, table cells, notes. Left out:
/// deleted and hidden text, comments, page headers and footers, formulas, field codes. Throws Error as read_article().
ReadArticle read_docx(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink);

/// OpenDocument text, likewise.
ReadArticle read_odt(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink);

/// EPUB 2 and 3: the pages of the spine in order, through read_html().
ReadArticle read_epub(std::string_view bytes, const ReadOptions& options, const DiagnosticSink& sink);

/// PDF (poppler): words joined to lines and paragraphs by their places and sizes; large or bold short lines are
/// headings; lines that stand at the top or bottom of page after page are boilerplate.
ReadArticle read_pdf(std::string_view bytes, const ReadOptions& options);

/// Translation memories and localisation files. Every segment is a block in the language the file gives it; inline
/// codes are left out, the text inside markup is kept.
ReadArticle read_tmx(std::string_view utf8, const ReadOptions& options);
ReadArticle read_xliff(std::string_view utf8, const ReadOptions& options);  ///< 1.2 and 2.x
ReadArticle read_po(std::string_view utf8);                                 ///< without obsolete and fuzzy translations

/// The encoding in an XML declaration; empty if none.
std::string declared_xml_encoding(std::string_view bytes);
/// The charset in a PO file's header; empty if none.
std::string declared_po_charset(std::string_view bytes);

/// The charset an HTML page declares for itself within its first 1,024 bytes; empty if none.
std::string declared_html_charset(std::string_view bytes);

/// What every reader of text does: `bytes` decoded, with what was guessed or replaced told to `sink`, then read by
/// `read`. Throws Error(malformed) for a binary file.
ReadArticle read_decoded(std::string_view bytes, std::string declared_encoding, const ReadOptions& options,
                         const DiagnosticSink& sink, const std::function<ReadArticle(std::string_view utf8)>& read);

/// The last step of every reader: Error(malformed) where there is no text, no boilerplate with --all-text.
ReadArticle finished(ReadArticle article, const ReadOptions& options);

/// Runs of white space become one blank; none at the ends.
std::string fold_white_space(std::string_view text);

}  // namespace termknit
