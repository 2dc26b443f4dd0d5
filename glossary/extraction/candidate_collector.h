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

#include "glossary/extraction/abbreviations.h"
#include "glossary/extraction/frequency_list.h"
#include "glossary/extraction/name_list.h"
#include "glossary/extraction/word_cues.h"
#include "glossary/extraction/word_shape.h"
#include "indexer/article.h"
#include "language/analyzer.h"

namespace termknit {

constexpr std::size_t kMaxTermWords = 5;     ///< function words inside not counted,
constexpr std::size_t kMaxTermTokens = 7;    ///< and with these
constexpr std::size_t kMaxGroups = 600'000;  ///< of about 400 bytes each

/// What one word form is to a term of its language.
struct WordInfo {
  std::uint32_t lemma = 0;       ///< number of the folded display lemma
  bool stop = false;             ///< delimits terms
  bool opening = false;          ///< does so, but may be the first of several words of one
  bool inner = false;            ///< function word that may stand inside a term
  bool joint = false;            ///< and joins the nouns of a term as often as not
  bool number = false;           ///< begins with a digit, or has no letter
  bool noun = true;              ///< may be a noun by the dictionary, or nothing is known of it
  bool can_be_head = true;       ///< noun or unknown: may be the word the others modify
  bool can_be_modifier = true;   ///< noun, adjective or unknown
  bool participle = false;       ///< a verb's form that stands beside nouns only
  bool verb = false;             ///< to the dictionary, and the words around it may say so
  bool alone = false;            ///< a verb that may be a noun by itself: an infinitive
  bool unless_first = false;     ///< the above holds inside a sentence only: its capital says so
  std::uint8_t case_ending = 0;  ///< of a known word: WordCues::case_ending
  bool name = false;             ///< a country or a body that everybody knows
  std::uint32_t verb_cues = 0;   ///< occurrences where the word in front promises a verb, and
  std::uint32_t noun_cues = 0;   ///< a noun
  WordShape shape{};
};

/// Where a candidate occurred.
struct Occurrence {
  std::uint32_t article = 0;
  std::uint32_t block = 0;
  std::uint32_t sentence = 0;  ///< within the block
};

/// Function words inside a candidate: those that join the nouns of a term as a rule, or others.
enum class InnerWords : std::uint8_t { none, joint, other };

/// A candidate: all surface forms that share a lemma key.
struct CandidateGroup {
  std::vector<std::uint32_t> key{};                             ///< lemma numbers
  std::map<std::vector<std::uint32_t>, std::uint32_t> forms{};  ///< word-form numbers -> count
  std::uint32_t frequency = 0;
  std::uint32_t articles = 0;
  std::uint32_t last_article = UINT32_MAX;
  std::uint32_t last_window = 0;    ///< of running words, in which it was last seen
  std::uint32_t independent = 0;    ///< occurrences whose neighbours are stop words, punctuation or sentence edges
  std::uint32_t within = 0;         ///< occurrences that are not first in their sentence
  std::uint32_t within_names = 0;   ///< of these, those where every content word has a capital,
  std::uint32_t within_titles = 0;  ///< and those where the first has
  InnerWords inner = InnerWords::none;
  std::uint8_t openings = 0;  ///< occurrences kept because they open a sentence
  /// The first few, of different articles where possible, and some more that open a sentence.
  std::vector<Occurrence> occurrences{};
};

/// The commonest form a candidate was seen in: what its dictionary classes are asked of.
const std::vector<std::uint32_t>& main_form(const CandidateGroup& group);

class CandidateCollector {
 public:
  CandidateCollector(LanguageResources& resources, LanguageTag language, const FrequencyList& general,
                     std::size_t max_groups = kMaxGroups);

  /// Adds the tokens of one block. `article` and `block` number it for `Occurrence`.
  ///
  /// Memory stays bounded: when there are more than `max_groups` candidates, multiword ones seen only once and not
  /// lately are forgotten (lossy counting, Manku and Motwani 2002).
  void add_block(std::string_view text, const std::vector<Token>& tokens, std::uint32_t article, std::uint32_t block);

  const LanguageProfile& profile() const { return profile_; }
  const std::vector<CandidateGroup>& groups() const { return groups_; }
  /// Number of the group with this key, or null.
  const std::uint32_t* find(const std::vector<std::uint32_t>& key) const;
  std::uint64_t running_words() const { return running_words_; }
  /// Share of the running words that are the language's stop words; 0 for a language without a list of them.
  double stop_word_share() const;
  /// The beginning of the text, for finding out what language it really is.
  const std::string& sample() const { return sample_; }

  const std::string& lemma(std::uint32_t number) const { return lemmas_[number]; }
  const std::string& form(std::uint32_t number) const { return forms_[number]; }
  const WordAnalysis& analysis(std::uint32_t form) const { return *analyses_[form]; }
  const WordInfo& info(std::uint32_t form) const { return infos_[form]; }
  /// ln( share of this lemma in the corpus / its share in general language ), over all its attested forms.
  double weirdness(std::uint32_t lemma) const;
  /// The text has this folded form.
  bool has_form(const std::string& folded) const { return counted_.contains(folded); }
  /// General language does not know any of its forms.
  bool is_foreign(std::uint32_t lemma) const { return lemma_general_[lemma] <= general_.probability({}); }
  /// By the words in front of its form a verb rather than a noun.
  bool is_verb_here(std::uint32_t form) const {
    const WordInfo& word = infos_[form];
    return word.verb_cues > word.noun_cues || (word.verb && word.verb_cues == word.noun_cues);
  }
  /// A word of written language in general, of no subject in particular.
  bool is_written(std::uint32_t lemma) const { return lemma_written_[lemma]; }

  /// Lemma key of a long form -> lemma number of the short form that the text introduced with it most often.
  std::map<std::vector<std::uint32_t>, std::uint32_t> short_forms() const;

 private:
  struct KeyHash {
    std::size_t operator()(const std::vector<std::uint32_t>& key) const;
  };

  std::uint32_t form_number(std::string_view form, const Token& token);
  WordInfo classify(std::string_view form, const Token& token) const;
  void judge_parts_of_speech(const Token& token, WordInfo& info) const;
  double general_share(const std::string& folded) const;
  void count_cues(std::string_view text, const std::vector<Token>& tokens);
  bool leans_on_next(std::string_view text, const std::vector<Token>& tokens, std::size_t at) const;
  void add_candidates(std::string_view text, const std::vector<Token>& tokens, std::size_t begin, std::size_t end,
                      Occurrence where);
  struct Surroundings {
    InnerWords inner = InnerWords::none;
    bool independent = false, first = false, opening = false;
  };
  void count(const std::uint32_t* forms, std::size_t size, Surroundings around, Occurrence where);
  void count_name_evidence(const std::uint32_t* forms, std::size_t size, CandidateGroup& group) const;
  void add_abbreviations(std::string_view text, const std::vector<Token>& tokens, std::uint32_t article,
                         std::uint32_t block);
  void count_long_form(const AbbreviationDefinition& found, Occurrence where);
  void forget_rare();

  LanguageTag language_;
  const LanguageProfile& profile_;
  const FrequencyList& general_;
  NameList names_;
  WordCues cues_;
  std::vector<std::pair<std::string, std::string>> spellings_;  ///< what is written for what the list may have
  std::size_t max_groups_;
  std::uint64_t window_words_;  ///< what was seen in this window of the text or the last one is not forgotten
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> form_numbers_, lemma_numbers_;
  StringSet counted_;  ///< folded forms whose general frequency is in lemma_general_
  std::vector<std::string> forms_, lemmas_;
  std::vector<WordInfo> infos_;
  std::vector<std::shared_ptr<const WordAnalysis>> analyses_;
  std::vector<std::uint64_t> lemma_counts_;
  std::vector<double> lemma_general_;  ///< share of the lemma's attested forms in general language
  std::vector<bool> lemma_written_;
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, KeyHash> group_numbers_;
  std::vector<CandidateGroup> groups_;
  std::map<std::vector<std::uint32_t>, std::map<std::uint32_t, std::uint32_t>> short_forms_;  ///< -> lemma -> count
  std::vector<std::uint32_t> numbers_;  ///< of the current block's tokens
  std::uint64_t running_words_ = 0, stop_words_ = 0;
  std::size_t groups_kept_ = 0;  ///< when rare ones were last forgotten
  std::string sample_;
};

}  // namespace termknit
