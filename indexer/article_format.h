// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace termknit {

enum class ArticleFormat : std::uint8_t { text, markdown, html, docx, odt, epub, pdf, tmx, xliff, po };

/// By file name extension, then by content ("<!DOCTYPE html", "%PDF-", the first members of a zip archive).
ArticleFormat article_format(std::string_view file_name, std::string_view bytes);

/// For messages: "DOCX", "PDF", "text".
std::string_view format_name(ArticleFormat format);

/// True for the formats whose parsers have had holes: they are read in a worker process (indexer/worker/).
bool is_risky(ArticleFormat format);

}  // namespace termknit
