// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_format.h"

#include <array>
#include <string>
#include <utility>

#include "core/tsv.h"

namespace termknit {
namespace {

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

constexpr std::array<std::pair<std::string_view, ArticleFormat>, 20> kExtensions{{
    {"html", ArticleFormat::html},      {"htm", ArticleFormat::html},          {"xhtml", ArticleFormat::html},
    {"md", ArticleFormat::markdown},    {"markdown", ArticleFormat::markdown}, {"docx", ArticleFormat::docx},
    {"docm", ArticleFormat::docx},      {"dotx", ArticleFormat::docx},         {"odt", ArticleFormat::odt},
    {"ott", ArticleFormat::odt},        {"epub", ArticleFormat::epub},         {"pdf", ArticleFormat::pdf},
    {"tmx", ArticleFormat::tmx},        {"xlf", ArticleFormat::xliff},         {"xliff", ArticleFormat::xliff},
    {"sdlxliff", ArticleFormat::xliff}, {"mqxliff", ArticleFormat::xliff},     {"po", ArticleFormat::po},
    {"pot", ArticleFormat::po},         {"txt", ArticleFormat::text},
}};

/// What a zip archive without a telling name is, by the names and the uncompressed "mimetype" at its start.
ArticleFormat container_format(std::string_view start) {
  if (start.find("application/epub+zip") != std::string_view::npos) return ArticleFormat::epub;
  if (start.find("application/vnd.oasis.opendocument.text") != std::string_view::npos) return ArticleFormat::odt;
  if (start.find("word/") != std::string_view::npos) return ArticleFormat::docx;
  return ArticleFormat::text;
}

}  // namespace

ArticleFormat article_format(std::string_view file_name, std::string_view bytes) {
  const std::size_t dot = file_name.rfind('.');
  const std::string extension = dot == std::string_view::npos ? "" : ascii_lower(file_name.substr(dot + 1));
  for (const auto& [known, format] : kExtensions) {
    if (extension == known) return format;
  }
  if (bytes.starts_with("%PDF-")) return ArticleFormat::pdf;
  if (bytes.starts_with("PK\x03\x04")) return container_format(bytes.substr(0, 4096));
  const std::string start = ascii_lower(trim(bytes.substr(0, 256)));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return ArticleFormat::html;
  return ArticleFormat::text;
}

std::string_view format_name(ArticleFormat format) {
  constexpr std::array<std::string_view, 10> kNames{"text", "Markdown", "HTML", "DOCX",  "ODT",
                                                    "EPUB", "PDF",      "TMX",  "XLIFF", "PO"};
  return kNames.at(static_cast<std::size_t>(format));
}

bool is_risky(ArticleFormat format) {
  return format != ArticleFormat::text && format != ArticleFormat::markdown && format != ArticleFormat::po;
}

}  // namespace termknit
