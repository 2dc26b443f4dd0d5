// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/targets.h"

#include <cstdlib>

#include "core/error.h"
#include "core/tsv.h"
#include "glossary/exchange/tbx_validator.h"
#include "indexer/article_builder.h"
#include "indexer/article_reader.h"
#include "language/affix_file.h"
#include "language/analyzer.h"
#include "language/encoding.h"
#include "language/language_identifier.h"
#include "language/text.h"
#include "language/word_list.h"
#include "search/query.h"

namespace termknit::fuzz {
namespace {

void require(bool property) {
  if (!property) std::abort();
}

}  // namespace

void decode(std::string_view bytes) {
  const DecodedText decoded = decode_text(bytes);
  require(is_valid_utf8(decoded.utf8));
  require(clean_text(decoded.utf8) == decoded.utf8);
  require(decoded.binary || !decoded.encoding.empty());
}

void analyze(LanguageResources& resources, std::string_view bytes) {
  const std::string text = clean_text(replace_invalid_utf8(bytes));
  for (const char* code : {"de", "lv", "fi", "fr", "und"}) {
    std::uint32_t end = 0, position = 0;
    for (const Token& token : Analyzer(resources, LanguageTag::parse(code)).analyze(text)) {
      require(token.range.begin >= end && token.range.end > token.range.begin && token.range.end <= text.size());
      require(is_valid_utf8(token.range.of(text)));
      require(token.position == position++);
      require(token.analysis && !token.analysis->lemmas.empty());
      require(parse_analysis(format_analysis(*token.analysis)) == *token.analysis);
      end = token.range.end;
    }
  }
}

void detect(std::string_view bytes) {
  const auto sound = [](const LanguageGuess& guess) { return guess.confidence >= 0 && guess.confidence <= 1; };
  require(sound(identify_language(bytes)));  // as it comes: broken UTF-8 too
  const std::string text = clean_text(replace_invalid_utf8(bytes));
  require(sound(identify_language(text, LanguageTag::parse("lv"))));
  const std::vector<std::string_view> blocks = split(text, '\n');
  require(identify_article(blocks, LanguageTag::parse("de")).blocks.size() == blocks.size());
}

void affix_file(std::string_view bytes) {
  try {
    check_word_list(bytes, "fuzz.dic", "UTF-8", [](const Diagnostic& told) { require(!told.message.empty()); });
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::malformed && error.place().line > 0);
  }
  AffixFile affixes;
  try {
    affixes = AffixFile::parse(bytes, "fuzz.aff", {});
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::malformed);
    return;
  }
  for (int flag = 0; flag < 256; ++flag) {
    for (const char* word : {"anwenden", "", "ö", "spokojený"}) affixes.shortest_form(static_cast<char>(flag), word);
    affixes.prefix_of(static_cast<char>(flag), "unwort");
  }
}

void read_articles(std::string_view bytes) {
  for (const ArticleFormat format : {ArticleFormat::text, ArticleFormat::markdown, ArticleFormat::html}) {
    try {
      const Article article = build_article(read_article(bytes, format, {.name = "fuzz"}, {}), std::nullopt);
      require(is_valid_utf8(article.text));
      std::uint32_t end = 0;
      for (const ArticleBlock& block : article.blocks) {
        require(block.range.begin >= end && block.range.end <= article.text.size() && block.range.size() > 0);
        end = block.range.end;
      }
    } catch (const Error&) {
      // binary, or no text: said so
    }
  }
}

void query(std::string_view bytes) {
  try {
    require(!to_string(parse_query(bytes)).empty());
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::usage);
  }
}

void tbx(std::string_view bytes) {
  validate_tbx(bytes, "fuzz.tbx", {}, [](const TbxFinding& finding) { require(!finding.message.empty()); });
}

}  // namespace termknit::fuzz
