// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The index terms of one article, made by the workers so that the one writing thread has only Xapian's work left.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/article.h"
#include "language/analyzer.h"
#include "language/language_resources.h"
#include "language/word_analysis.h"

namespace termknit {

struct Posting {
  std::string term{};
  std::uint32_t position = 0;  ///< 0: no position
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
  std::vector<Posting> postings{};
  std::vector<std::string> filters{};        ///< boolean terms
  std::vector<VocabularyItem> vocabulary{};  ///< each form once
};

/// Analyses every block in its own language (blocks without one in no language: folded forms only), and counts the
/// words and sentences of each.
/// Forms whose key is `known` are left out of the vocabulary.
using KnownForms = std::function<bool(std::uint64_t key)>;
ArticlePostings make_postings(Article& article, LanguageResources& resources, const KnownForms& known = {});

/// Position of a token in the index, `base` being the first position of its block.
std::uint32_t index_position(std::uint32_t base, const Token& token);

/// The first position of the block after `block`, whose own first position is `base`. The first block begins at
/// kFirstPosition.
std::uint32_t next_block_position(std::uint32_t base, const ArticleBlock& block);
inline constexpr std::uint32_t kFirstPosition = 1;

/// Boolean terms besides the languages; empty ones and those there already are passed over.
void add_filters(ArticlePostings& postings, const std::vector<std::string>& terms);

}  // namespace termknit
