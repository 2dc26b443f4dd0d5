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
#include "indexer/form_table.h"
#include "language/analyzer.h"
#include "language/language_resources.h"
#include "language/word_analysis.h"

namespace termknit {

/// One occurrence of a term.
struct Posting {
  std::uint32_t begin = 0, size = 0;  ///< of the term in ArticlePostings::terms
  std::uint32_t position = 0;         ///< 0: none
  bool counts = true;                 ///< adds to the term's weight; boilerplate does not
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
  std::string terms{};
  std::vector<Posting> postings{};
  std::vector<std::string> filters{};        ///< boolean terms
  std::vector<VocabularyItem> vocabulary{};  ///< forms that `known` did not have, each once

  std::string_view term(const Posting& posting) const {
    return std::string_view(terms).substr(posting.begin, posting.size);
  }
};

/// Folded lemmas of the parts of a compound, as FormTable keeps them.
std::string parts_of(const WordAnalysis& analysis);

/// Makes the index terms of one article after the other. Not thread-safe: each thread has its own.
class PostingMaker {
 public:
  /// A form that is `known` costs no analysis.
  PostingMaker(LanguageResources& resources, const FormTable& known) : resources_(resources), known_(known) {}

  /// Splits every block in its own language (blocks without one in no language) and counts the words and sentences of
  /// each.
  ArticlePostings make(Article& article);

 private:
  Analyzer& analyzer(const LanguageTag& language);
  void add_block(const Article& article, ArticleBlock& block, bool counts);
  void add_title(const Article& article);
  void add_languages(const Article& article);
  void add(std::string_view prefix, std::string_view text, std::uint32_t position, bool counts);
  std::string_view parts(Analyzer& analyzer, std::uint64_t key, std::string_view form);

  LanguageResources& resources_;
  const FormTable& known_;
  std::map<LanguageTag, Analyzer> analyzers_;
  std::map<std::uint64_t, std::string> new_parts_;  ///< of the forms met first in this article
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
