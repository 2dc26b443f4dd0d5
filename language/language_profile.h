// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The small hand-written facts about a language that term extraction and citation forms need: data/languages/CODE/.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using StringSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

/// Which word of a multiword term do the others modify?
enum class HeadPosition : std::uint8_t {
  last,             ///< customer service, zákaznický servis
  first,            ///< service après-vente
  before_genitive,  ///< last, but a noun in front of another noun is the head: spokojenost zákazníků
};

/// How an adjective's dictionary form becomes the nominative that agrees with a noun. The first rule that fits is
/// applied.
struct AgreementRule {
  std::string lemma_end{};                  ///< ending of the adjective's dictionary form
  std::string new_end{};                    ///< what stands in its place
  std::vector<std::string> noun_endings{};  ///< endings of the noun in the nominative; empty: any
  Gender gender = Gender::unspecified;      ///< of the noun; unspecified: any
  /// 1: only where the adjective was seen in a definite form, 0: only where not, -1: either.
  int definite = -1;
};

struct LanguageProfile {
  LanguageTag language{};
  HeadPosition head = HeadPosition::last;
  bool nouns_capitalised = false;
  bool elision = false;                            ///< l'homme is two words
  double lemma_vote_margin = 0;                    ///< of the corpus's vote for the lemma to display; 0: no vote
  std::vector<AgreementRule> agreement{};          ///< empty: adjectives stay as they were seen
  std::vector<std::string> definite_endings{};     ///< of adjective forms (Latvian)
  StringSet stop_words{};                          ///< folded forms
  StringSet inner_words{};                         ///< folded function words allowed inside a term ("of", "für", "na")
  StringSet conjunctions{};                        ///< those of them that join two terms ("and")
  StringSet abbreviations{};                       ///< folded, with their final full stop
  std::vector<std::string> definition_patterns{};  ///< sentences with X for the term ("Unter X versteht man")
  bool is_stop_word(std::string_view folded) const { return stop_words.find(folded) != stop_words.end(); }
  bool is_conjunction(std::string_view folded) const { return conjunctions.find(folded) != conjunctions.end(); }
  bool is_inner_word(std::string_view folded) const { return inner_words.find(folded) != inner_words.end(); }
};

}  // namespace termknit
