// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_record.h"

#include <charconv>
#include <iterator>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "core/tsv.h"
#include "indexer/readers.h"
#include "indexer/varint.h"

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

// A block's first byte: its kind and what it has in common with most blocks.
constexpr unsigned kKindBits = 0x0F, kBoilerplate = 0x10, kRepeated = 0x20, kOtherLanguage = 0x40, kOtherGap = 0x80;

/// Between blocks stands a blank line.
std::uint32_t usual_gap(std::size_t block) {
  return block == 0 ? 0 : 2;
}

std::uint32_t small_number(std::string_view& rest) {
  const auto value = take_varint(rest);
  if (!value || *value > std::numeric_limits<std::uint32_t>::max()) corrupt();
  return static_cast<std::uint32_t>(*value);
}

void append_blocks(std::string& record, const Article& article) {
  append_varint(record, article.blocks.size());
  std::uint32_t end = 0;
  LanguageTag language = article.language;
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    const ArticleBlock& block = article.blocks[i];
    const std::uint32_t gap = block.range.begin - end;
    const bool other_language = block.language != language, other_gap = gap != usual_gap(i);
    record += static_cast<char>(static_cast<unsigned>(block.kind) | (block.boilerplate ? kBoilerplate : 0) |
                                (block.repeated ? kRepeated : 0) | (other_language ? kOtherLanguage : 0) |
                                (other_gap ? kOtherGap : 0));
    if (other_language) (record += block.language.str()) += '\n';
    if (other_gap) append_varint(record, gap);
    append_varint(record, block.range.size());
    append_varint(record, block.words);
    append_varint(record, block.sentences);
    language = block.language;
    end = block.range.end;
  }
}

std::vector<ArticleBlock> take_blocks(std::string_view& rest, LanguageTag tag) {
  const std::uint32_t count = small_number(rest);
  if (count > rest.size()) corrupt();
  std::vector<ArticleBlock> blocks(count);
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (rest.empty()) corrupt();
    const auto first = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    ArticleBlock& block = blocks[i];
    if ((first & kKindBits) > static_cast<unsigned>(BlockKind::caption)) corrupt();
    block.kind = static_cast<BlockKind>(first & kKindBits);
    block.boilerplate = (first & kBoilerplate) != 0;
    block.repeated = (first & kRepeated) != 0;
    if (first & kOtherLanguage) tag = language(take_line(rest));
    block.language = tag;
    const std::uint64_t begin = end + (first & kOtherGap ? small_number(rest) : usual_gap(i));
    end = begin + small_number(rest);
    if (end > kMaxArticleText) corrupt();
    block.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    block.words = small_number(rest);
    block.sentences = small_number(rest);
  }
  return blocks;
}

}  // namespace

std::string format_article(const Article& article) {
  std::string record;
  record.reserve(article.text.size() + 8 * article.blocks.size() + 256);
  fmt::format_to(std::back_inserter(record), "{}\n{}\n{}\n{}\t{}\t{}\t{}\t{}\n", tsv_cell(article.path),
                 tsv_cell(article.title), article.language.str(), article.encoding,
                 (article.encoding_guessed ? 1 : 0) + (article.all_text ? 2 : 0), article.size, article.modified_ns,
                 article.content_hash);
  append_blocks(record, article);
  record += article.text;
  return record;
}

Article parse_article(std::string record) {
  Article article;
  std::string_view rest = record;
  article.path = take_line(rest);
  article.title = take_line(rest);
  article.language = language(take_line(rest));
  const auto fields = split(take_line(rest), '\t');
  if (fields.size() != 5) corrupt();
  article.encoding = fields[0];
  const int flags = number<int>(fields[1]);
  article.encoding_guessed = (flags & 1) != 0;
  article.all_text = (flags & 2) != 0;
  article.size = number<std::uint64_t>(fields[2]);
  article.modified_ns = number<std::int64_t>(fields[3]);
  article.content_hash = number<std::uint64_t>(fields[4]);
  article.blocks = take_blocks(rest, article.language);
  if (!article.blocks.empty() && article.blocks.back().range.end > rest.size()) corrupt();
  record.erase(0, record.size() - rest.size());
  article.text = std::move(record);
  return article;
}

}  // namespace termknit
