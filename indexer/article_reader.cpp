// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_reader.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/tsv.h"
#include "indexer/readers.h"
#include "language/encoding.h"

namespace termknit {
namespace {

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

void warn_about_encoding(const DecodedText& decoded, const ReadOptions& options, const DiagnosticSink& sink) {
  if (decoded.guessed) {
    report(sink, Severity::note,
           fmt::format("encoding taken to be {}; use --encoding if that is wrong", decoded.encoding), {options.name});
  }
  if (!decoded.bad_offsets.empty()) {
    report(sink, Severity::warning,
           fmt::format("{} bytes that are not {} replaced, the first at byte {}", decoded.bad_offsets.size(),
                       decoded.encoding, decoded.bad_offsets.front()),
           {options.name});
  }
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

bool is_container(ArticleFormat format) {
  return format == ArticleFormat::docx || format == ArticleFormat::odt || format == ArticleFormat::epub ||
         format == ArticleFormat::pdf;
}

ReadArticle read_container(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                           const DiagnosticSink& sink) {
  // What Office makes of a document with a password: a compound file that holds the encrypted package.
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    throw Error(ErrorKind::unsupported, fmt::format("is an encrypted {} (or one of before 2007)", format_name(format)),
                {options.name});
  }
  ReadArticle article = format == ArticleFormat::docx  ? read_docx(bytes, options, sink)
                        : format == ArticleFormat::odt ? read_odt(bytes, options, sink)
                        : format == ArticleFormat::pdf ? read_pdf(bytes, options)
                                                       : read_epub(bytes, options, sink);
  article.encoding = "UTF-8";
  return article;
}

std::string declared_encoding(std::string_view bytes, ArticleFormat format) {
  if (format == ArticleFormat::po) return declared_po_charset(bytes);
  std::string declared;
  if (format == ArticleFormat::html) declared = declared_html_charset(bytes);
  return declared.empty() && is_risky(format) ? declared_xml_encoding(bytes) : declared;
}

ReadArticle read_utf8(std::string_view utf8, ArticleFormat format, const ReadOptions& options) {
  switch (format) {
    case ArticleFormat::html:
      return read_html(utf8);
    case ArticleFormat::markdown:
      return read_markdown(utf8);
    case ArticleFormat::tmx:
      return read_tmx(utf8, options);
    case ArticleFormat::xliff:
      return read_xliff(utf8, options);
    case ArticleFormat::po:
      return read_po(utf8);
    default:
      return read_text(utf8);
  }
}

ReadArticle read_decoded(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                         const DiagnosticSink& sink) {
  DecodeOptions decode;
  decode.encoding = options.encoding;
  if (std::string declared = declared_encoding(bytes, format); !declared.empty()) decode.declared = std::move(declared);
  const DecodedText decoded = decode_text(bytes, decode);
  if (decoded.binary) throw Error(ErrorKind::malformed, "is a binary file, not text", {options.name});
  warn_about_encoding(decoded, options, sink);
  ReadArticle article = read_utf8(decoded.utf8, format, options);
  article.encoding = decoded.encoding;
  article.encoding_guessed = decoded.guessed;
  return article;
}

}  // namespace

std::string fold_white_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool no_break_space = c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (no_break_space) ++i;
    if (no_break_space || c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

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

ReadArticle read_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                         const DiagnosticSink& sink) {
  ReadArticle article =
      is_container(format) ? read_container(bytes, format, options, sink) : read_decoded(bytes, format, options, sink);
  if (article.blocks.empty()) throw Error(ErrorKind::malformed, "holds no text", {options.name});
  if (options.all_text) {
    for (ReadBlock& block : article.blocks) block.boilerplate = false;
  }
  return article;
}

}  // namespace termknit
