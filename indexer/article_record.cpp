// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_record.h"

#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "core/error.h"
#include "core/tsv.h"

namespace termknit {
namespace {

[[noreturn]] void corrupt() {
  throw Error(ErrorKind::corrupt, "an article in the index is damaged; run 'termknit index --rebuild'");
}

template <typename Number>
Number number(std::string_view text) {
  Number value{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) corrupt();
  return value;
}

/// Takes the next line off `rest`.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) corrupt();
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

LanguageTag language(std::string_view text) {
  const auto tag = LanguageTag::try_parse(text);
  if (!tag) corrupt();
  return *tag;
}

ArticleHead take_head(std::string_view& rest) {
  ArticleHead head;
  head.path = take_line(rest);
  head.title = take_line(rest);
  head.language = language(take_line(rest));
  return head;
}

}  // namespace

std::string format_article(const Article& article) {
  std::string record;
  record.reserve(article.text.size() + 64 * article.blocks.size() + 256);
  fmt::format_to(std::back_inserter(record), "{}\n{}\n{}\n{}\t{}\t{}\t{}\t{}\n", tsv_cell(article.path),
                 tsv_cell(article.title), article.language.str(), article.encoding,
                 (article.encoding_guessed ? 1 : 0) + (article.all_text ? 2 : 0), article.size, article.modified_ns,
                 article.content_hash);
  std::uint32_t end = 0;
  for (const ArticleBlock& block : article.blocks) {
    // Distances are short, so the record compresses well.
    fmt::format_to(std::back_inserter(record), "{}\t{}\t{}\t{}\t{}\t{}\t{}\n", static_cast<int>(block.kind),
                   block.range.begin - end, block.range.size(), block.language.str(),
                   (block.boilerplate ? 1 : 0) + (block.repeated ? 2 : 0), block.words, block.sentences);
    end = block.range.end;
  }
  record += '\n';
  record += article.text;
  return record;
}

ArticleHead parse_article_head(std::string_view record) {
  return take_head(record);
}

Article parse_article(std::string_view record) {
  Article article;
  ArticleHead head = take_head(record);
  article.path = std::move(head.path);
  article.title = std::move(head.title);
  article.language = head.language;
  const auto fields = split(take_line(record), '\t');
  if (fields.size() != 5) corrupt();
  article.encoding = fields[0];
  const int flags = number<int>(fields[1]);
  article.encoding_guessed = (flags & 1) != 0;
  article.all_text = (flags & 2) != 0;
  article.size = number<std::uint64_t>(fields[2]);
  article.modified_ns = number<std::int64_t>(fields[3]);
  article.content_hash = number<std::uint64_t>(fields[4]);
  std::uint32_t end = 0;
  for (std::string_view line = take_line(record); !line.empty(); line = take_line(record)) {
    const auto cells = split(line, '\t');
    if (cells.size() != 7) corrupt();
    ArticleBlock block;
    const int kind = number<int>(cells[0]);
    if (kind < 0 || kind > static_cast<int>(BlockKind::caption)) corrupt();
    block.kind = static_cast<BlockKind>(kind);
    block.range.begin = end + number<std::uint32_t>(cells[1]);
    block.range.end = block.range.begin + number<std::uint32_t>(cells[2]);
    block.language = language(cells[3]);
    const int marks = number<int>(cells[4]);
    block.boilerplate = (marks & 1) != 0;
    block.repeated = (marks & 2) != 0;
    block.words = number<std::uint32_t>(cells[5]);
    block.sentences = number<std::uint32_t>(cells[6]);
    end = block.range.end;
    article.blocks.push_back(block);
  }
  if (end > record.size()) corrupt();
  article.text = record;
  return article;
}

}  // namespace termknit
