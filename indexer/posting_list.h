// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The index terms of one article, made by the workers so that the one writing thread has only Xapian's work left.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/flat_table.h"
#include "indexer/form_table.h"
#include "language/analyzer.h"
#include "language/language_resources.h"
#include "language/word_analysis.h"

namespace termknit {

/// One occurrence of a term.
struct Posting {
  std::uint32_t term = 0;      ///< its number in ArticlePostings
  std::uint32_t position = 0;  ///< 0: none
  bool counts = true;          ///< adds to the term's weight; boilerplate does not
};

/// A word form of one language with its analysis, for the index's vocabulary. Where nothing is known of it, or of its
/// language, only its spelling without diacritics is kept.
struct VocabularyItem {
  LanguageTag language{};
  std::string form{};  ///< NFC, as printed
  std::shared_ptr<const WordAnalysis> analysis{};
  std::uint64_t key = 0;  ///< checksum of language and form
};

struct ArticlePostings {
  std::string terms{};                       ///< one after the other, each once
  std::vector<std::uint32_t> term_ends{};    ///< of each in `terms`
  std::vector<Posting> postings{};           ///< those of one term in the order of their positions
  std::vector<std::string> filters{};        ///< boolean terms
  std::vector<VocabularyItem> vocabulary{};  ///< forms that `known` did not have, each once

  std::string_view term(std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : term_ends[number - 1];
    return std::string_view(terms).substr(begin, term_ends[number] - begin);
  }
};

/// Folded lemmas of the parts of a compound, as FormTable keeps them.
std::string parts_of(const WordAnalysis& analysis);

/// Makes the index terms of one article after the other. Not thread-safe: each thread has its own.
class PostingMaker {
 public:
  explicit PostingMaker(LanguageResources& resources) : resources_(resources) {}

  /// Splits every block in its own language (blocks without one in no language) and counts the words and sentences of
  /// each. A form that is `known` costs no analysis.
  ArticlePostings make(Article& article, const FormTable& known);

 private:
  /// The terms of a form, as numbers: looked up once an article.
  struct FormTerms {
    std::uint32_t term = 0;
    std::uint32_t parts_begin = 0, parts_end = 0;  ///< in part_terms_
  };

  Analyzer& analyzer(const LanguageTag& language);
  void add_block(const Article& article, ArticleBlock& block, bool counts);
  void add_title(const Article& article);
  void add_languages(const Article& article);
  FormTerms terms_of(Analyzer& analyzer, std::uint64_t key, std::string_view form);
  FormTerms make_terms(Analyzer& analyzer, std::uint64_t key, std::string_view form);
  std::uint32_t term_number(std::string_view prefix, std::string_view word);

  LanguageResources& resources_;
  std::map<LanguageTag, Analyzer> analyzers_;
  // Of the article:
  const FormTable* known_ = nullptr;
  FlatTable form_numbers_, term_numbers_;  ///< plus one, by checksums
  std::vector<FormTerms> forms_;
  std::vector<std::uint32_t> part_terms_;
  std::uint32_t base_ = 0;
  ArticlePostings result_;
};

/// Position of a token in the index, `base` being the first position of its block.
std::uint32_t index_position(std::uint32_t base, const Token& token);

/// The first position of the block after `block`, whose own first position is `base`. The first block begins at
/// kFirstPosition.
std::uint32_t next_block_position(std::uint32_t base, const ArticleBlock& block);
inline constexpr std::uint32_t kFirstPosition = 1;

}  // namespace termknit
