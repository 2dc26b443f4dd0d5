// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The readers behind read_article(), one per format. Each takes decoded text and gives blocks; none touches the disk.

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

/// The charset an HTML page declares for itself within its first 1,024 bytes; empty if none.
std::string declared_html_charset(std::string_view bytes);

/// Runs of white space become one blank; none at the ends.
std::string fold_white_space(std::string_view text);

}  // namespace termknit
