// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One lemma of several for display, by vote of the corpus: the one whose forms stand in the most articles. Used where
// the order of a dictionary's answers says little; measured in docs/decisions/lemma-vote.md.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/article_index.h"
#include "language/language_resources.h"

namespace termknit {

class LemmaVote {
 public:
  /// `margin`: how many times the first lemma's support another one needs to be shown in its place; above 0.
  explicit LemmaVote(double margin) : margin_(margin) {}

  /// A form seen in `articles` articles: its vote is shared by its lemmas.
  void add(const WordAnalysis& analysis, std::uint32_t articles);

  /// The place of the lemma to display.
  std::size_t winner(const WordAnalysis& analysis) const;

 private:
  double support(const std::string& lemma) const;
  double margin_;
  std::unordered_map<std::string, double> support_;  // by folded lemma
};

/// The index's analyses with the voted lemma first, for languages whose profile asks for a vote; as they are for the
/// others. Reads the whole vocabulary of the languages that vote.
std::shared_ptr<const Vocabulary> vocabulary_with_voted_lemmas(const ArticleIndex& index, LanguageResources& resources);

}  // namespace termknit
