// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_reader.h"

#include <fmt/format.h>

#include "indexer/readers.h"

namespace termknit {
namespace {

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
  std::string declared;
  if (format == ArticleFormat::html) declared = declared_html_charset(bytes);
  return declared.empty() ? declared_xml_encoding(bytes) : declared;
}

ReadArticle read_markup(std::string_view utf8, ArticleFormat format, const ReadOptions& options) {
  return format == ArticleFormat::tmx     ? read_tmx(utf8, options)
         : format == ArticleFormat::xliff ? read_xliff(utf8, options)
                                          : read_html(utf8);
}

}  // namespace

ReadArticle read_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                         const DiagnosticSink& sink) {
  if (!is_risky(format)) return read_plain_article(bytes, format, options, sink);
  if (is_container(format)) return finished(read_container(bytes, format, options, sink), options);
  return finished(read_decoded(bytes, declared_encoding(bytes, format), options, sink,
                               [&](std::string_view utf8) { return read_markup(utf8, format, options); }),
                  options);
}

}  // namespace termknit
