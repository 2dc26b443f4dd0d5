// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/posting_list.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/checksum.h"
#include "core/tsv.h"
#include "indexer/index_schema.h"
#include "indexer/repeated_blocks.h"
#include "language/text.h"

namespace termknit {

std::string parts_of(const WordAnalysis& analysis) {
  std::string parts;
  for (const CompoundPart& part : analysis.parts) (parts += fold(part.lemma)) += '\n';
  return parts;
}

ArticlePostings PostingMaker::make(Article& article, const FormTable& known) {
  known_ = &known;
  result_ = ArticlePostings();
  form_numbers_ = term_numbers_ = FlatTable();
  forms_.clear();
  part_terms_.clear();
  base_ = kFirstPosition;
  const bool copy = is_copy(article);
  for (ArticleBlock& block : article.blocks) add_block(article, block, !block.boilerplate && (!block.repeated || copy));
  add_title(article);
  add_languages(article);
  return std::move(result_);
}

Analyzer& PostingMaker::analyzer(const LanguageTag& language) {
  const auto it = analyzers_.find(language);
  return it != analyzers_.end() ? it->second
                                : analyzers_.emplace(language, Analyzer(resources_, language)).first->second;
}

void PostingMaker::add_block(const Article& article, ArticleBlock& block, bool counts) {
  const std::string_view text = block.range.of(article.text);
  Analyzer& analyzer = this->analyzer(block.language);
  const std::uint64_t seed = checksum(block.language.language().str());
  const std::vector<Token> tokens = analyzer.segment(text);
  for (const Token& token : tokens) {
    const std::string_view form = token.range.of(text);
    const FormTerms terms = terms_of(analyzer, checksum(form, seed), form);
    result_.postings.push_back({terms.term, index_position(base_, token), counts});
    for (std::uint32_t part = terms.parts_begin; part < terms.parts_end; ++part)
      result_.postings.push_back({part_terms_[part], 0, counts});
  }
  block.words = static_cast<std::uint32_t>(tokens.size());
  block.sentences = tokens.empty() ? 0 : tokens.back().sentence + 1;
  base_ = next_block_position(base_, block);
}

PostingMaker::FormTerms PostingMaker::terms_of(Analyzer& analyzer, std::uint64_t key, std::string_view form) {
  std::uint32_t& number = form_numbers_.at(key);
  if (number == 0) {
    forms_.push_back(make_terms(analyzer, key, form));
    number = static_cast<std::uint32_t>(forms_.size());
  }
  return forms_[number - 1];
}

PostingMaker::FormTerms PostingMaker::make_terms(Analyzer& analyzer, std::uint64_t key, std::string_view form) {
  FormTerms terms{.term = term_number("", fold(form))};
  terms.parts_begin = static_cast<std::uint32_t>(part_terms_.size());
  const auto add_parts = [&](std::string_view parts) {
    for_each_line(parts, [&](std::string_view part, std::size_t) {
      if (!part.empty()) part_terms_.push_back(term_number(index_schema::kPart, part));
    });
  };
  if (const auto known = known_->find(key)) {
    add_parts(*known);
  } else {
    VocabularyItem item{analyzer.language().language(), std::string(form), analyzer.analyze_word(form), key};
    add_parts(parts_of(*item.analysis));
    result_.vocabulary.push_back(std::move(item));
  }
  terms.parts_end = static_cast<std::uint32_t>(part_terms_.size());
  return terms;
}

void PostingMaker::add_title(const Article& article) {
  if (article.title.empty()) return;
  std::uint32_t position = 1;
  for (const Token& token : analyzer(article.language).split(article.title))
    result_.postings.push_back({term_number(index_schema::kTitle, token.folded), position++, true});
}

void PostingMaker::add_languages(const Article& article) {
  std::set<std::string> terms;
  const auto add_language = [&](const LanguageTag& language) {
    if (language.undetermined()) return;
    terms.insert(index_schema::term(index_schema::kLanguage, language.str()));
    terms.insert(index_schema::term(index_schema::kLanguage, language.language().str()));
  };
  add_language(article.language);
  for (const ArticleBlock& block : article.blocks) add_language(block.language);
  result_.filters.assign(terms.begin(), terms.end());
}

std::uint32_t PostingMaker::term_number(std::string_view prefix, std::string_view word) {
  const std::size_t begin = result_.terms.size();
  index_schema::append_word_term(result_.terms, prefix, word);
  std::uint32_t& number = term_numbers_.at(checksum(std::string_view(result_.terms).substr(begin)));
  if (number == 0) {
    result_.term_ends.push_back(static_cast<std::uint32_t>(result_.terms.size()));
    number = static_cast<std::uint32_t>(result_.term_ends.size());
  } else {
    result_.terms.resize(begin);
  }
  return number - 1;
}

std::uint32_t index_position(std::uint32_t base, const Token& token) {
  return base + token.position + token.sentence * index_schema::kSentenceGap;
}

std::uint32_t next_block_position(std::uint32_t base, const ArticleBlock& block) {
  return base + block.words + block.sentences * index_schema::kSentenceGap;
}

}  // namespace termknit
