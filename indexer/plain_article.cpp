// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/byte_blocks.h"
#include "indexer/readers.h"
#include "language/encoding.h"

namespace termknit {
namespace {

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

/// Nothing for fold_white_space() to do: most text that comes to it is so.
bool is_folded(std::string_view text) {
  BlockMask not_folded{};
  for_each_block(text, [&](ByteBlock bytes, ByteBlock before, ByteBlock) {
    not_folded |= ((bytes == ' ') & (before == ' ')) | (bytes == '\t') | (bytes == '\n') | (bytes == '\r') |
                  ((bytes == 0xA0) & (before == 0xC2));
  });
  return !any(not_folded) && !text.starts_with(' ') && !text.ends_with(' ');
}

}  // namespace

std::string fold_white_space(std::string_view text) {
  if (is_folded(text)) return std::string(text);
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

ReadArticle read_decoded(std::string_view bytes, std::string declared_encoding, const ReadOptions& options,
                         const DiagnosticSink& sink, const std::function<ReadArticle(std::string_view utf8)>& read) {
  DecodeOptions decode;
  decode.encoding = options.encoding;
  if (!declared_encoding.empty()) decode.declared = std::move(declared_encoding);
  const DecodedText decoded = decode_text(bytes, decode);
  if (decoded.binary) throw Error(ErrorKind::malformed, "is a binary file, not text", {options.name});
  warn_about_encoding(decoded, options, sink);
  ReadArticle article = read(decoded.utf8);
  article.encoding = decoded.encoding;
  article.encoding_guessed = decoded.guessed;
  return article;
}

ReadArticle finished(ReadArticle article, const ReadOptions& options) {
  if (article.blocks.empty()) throw Error(ErrorKind::malformed, "holds no text", {options.name});
  if (options.all_text) {
    for (ReadBlock& block : article.blocks) block.boilerplate = false;
  }
  return article;
}

ReadArticle read_plain_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                               const DiagnosticSink& sink) {
  const bool po = format == ArticleFormat::po;
  const auto read = po ? read_po : format == ArticleFormat::markdown ? read_markdown : read_text;
  return finished(read_decoded(bytes, po ? declared_po_charset(bytes) : std::string(), options, sink, read), options);
}

}  // namespace termknit
