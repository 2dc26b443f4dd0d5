// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Collects the one- to five-word units of running text that have the shape of a term, grouped by lemma. One collector
// per language; articles are added one after the other in a fixed order, so that the result does not depend on threads.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "glossary/frequency_list.h"
#include "indexer/article.h"
#include "language/analyzer.h"

namespace termknit {

constexpr std::size_t kMaxTermWords = 5;

/// What one word form is to a term of its language.
struct WordInfo {
  std::uint32_t lemma = 0;      ///< number of the folded display lemma
  bool stop = false;            ///< delimits terms
  bool inner = false;           ///< function word that may stand inside a term
  bool number = false;          ///< begins with a digit, or has no letter
  bool can_be_head = true;      ///< noun or unknown: may be the word the others modify
  bool can_be_modifier = true;  ///< noun, adjective or unknown
};

/// Where a candidate occurred.
struct Occurrence {
  std::uint32_t article = 0;
  std::uint32_t block = 0;
  std::uint32_t sentence = 0;  ///< within the block
};

/// A candidate: all surface forms that share a lemma key.
struct CandidateGroup {
  std::vector<std::uint32_t> key{};                             ///< lemma numbers
  std::map<std::vector<std::uint32_t>, std::uint32_t> forms{};  ///< word-form numbers -> count
  std::uint32_t frequency = 0;
  std::uint32_t articles = 0;
  std::uint32_t last_article = UINT32_MAX;
  std::uint32_t independent = 0;  ///< occurrences whose neighbours are stop words, punctuation or sentence edges
  bool has_inner_word = false;
  std::vector<Occurrence> occurrences{};  ///< the first few, of different articles where possible
};

class CandidateCollector {
 public:
  CandidateCollector(LanguageResources& resources, LanguageTag language, const FrequencyList& general);

  /// Adds the tokens of one block. `article` and `block` number it for `Occurrence`.
  void add_block(std::string_view text, const std::vector<Token>& tokens, std::uint32_t article, std::uint32_t block);

  const std::vector<CandidateGroup>& groups() const { return groups_; }
  std::uint64_t running_words() const { return running_words_; }

  const std::string& lemma(std::uint32_t number) const { return lemmas_[number]; }
  const std::string& form(std::uint32_t number) const { return forms_[number]; }
  const WordAnalysis& analysis(std::uint32_t form) const { return *analyses_[form]; }
  const WordInfo& info(std::uint32_t form) const { return infos_[form]; }
  /// ln( share of this lemma in the corpus / its share in general language ), over all its attested forms.
  double weirdness(std::uint32_t lemma) const;

 private:
  std::uint32_t form_number(std::string_view form, const Token& token);
  WordInfo classify(const Token& token) const;
  void add_candidates(std::string_view text, const std::vector<Token>& tokens, std::size_t begin, std::size_t end,
                      Occurrence where);
  void count(const std::uint32_t* forms, std::size_t size, bool inner, bool independent, Occurrence where);

  struct KeyHash {
    std::size_t operator()(const std::vector<std::uint32_t>& key) const;
  };

  LanguageTag language_;
  const LanguageProfile& profile_;
  const FrequencyList& general_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> form_numbers_, lemma_numbers_;
  StringSet counted_;  ///< folded forms whose general frequency is in lemma_general_
  std::vector<std::string> forms_, lemmas_;
  std::vector<WordInfo> infos_;
  std::vector<std::shared_ptr<const WordAnalysis>> analyses_;
  std::vector<std::uint64_t> lemma_counts_;
  std::vector<double> lemma_general_;  ///< share of the lemma's attested forms in general language
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, KeyHash> group_numbers_;
  std::vector<CandidateGroup> groups_;
  std::vector<std::uint32_t> numbers_;  ///< of the current block's tokens
  std::uint64_t running_words_ = 0;
};

}  // namespace termknit
