// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_reader.h"

#include <algorithm>
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
  if (extension == "html" || extension == "htm" || extension == "xhtml") return ArticleFormat::html;
  if (extension == "md" || extension == "markdown") return ArticleFormat::markdown;
  const std::string start = ascii_lower(trim(bytes.substr(0, 256)));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return ArticleFormat::html;
  return ArticleFormat::text;
}

ReadArticle read_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                         const DiagnosticSink& sink) {
  DecodeOptions decode;
  decode.encoding = options.encoding;
  if (format == ArticleFormat::html) {
    if (std::string charset = declared_html_charset(bytes); !charset.empty()) decode.declared = std::move(charset);
  }
  const DecodedText decoded = decode_text(bytes, decode);
  if (decoded.binary) throw Error(ErrorKind::malformed, "is a binary file, not text", {options.name});
  warn_about_encoding(decoded, options, sink);

  ReadArticle article = format == ArticleFormat::html       ? read_html(decoded.utf8)
                        : format == ArticleFormat::markdown ? read_markdown(decoded.utf8)
                                                            : read_text(decoded.utf8);
  article.encoding = decoded.encoding;
  article.encoding_guessed = decoded.guessed;
  if (article.blocks.empty()) throw Error(ErrorKind::malformed, "holds no text", {options.name});
  if (options.all_text) {
    for (ReadBlock& block : article.blocks) block.boilerplate = false;
  }
  return article;
}

}  // namespace termknit
