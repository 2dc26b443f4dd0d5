// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a word's neighbours and ending say about its part in a term (data/languages/CODE/cues.tsv): noun or verb, by the
// word in front ("to ratify", "has ratified", "the rate"), for languages whose dictionaries do not say; cases that
// never stand in front of another case (fi: luettelosta asiakkaan); forms of verbs that modify nouns ("randomised") or
// are nouns ("le piaffer"); stop words that may open a term ("high blood pressure"); and function words that join the
// nouns of a term as a rule (fr: "fraction d'éjection").

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "language/language_profile.h"

namespace termknit {

class WordCues {
 public:
  WordCues() = default;
  /// Lines "kind TAB word word..."; kinds: verb, noun, after_verb, after_noun, opening, joint (words), participle,
  /// infinitive, predicate (endings; as the functions below), case (endings of one case), noun_case (the same, of nouns
  /// only). No cues if the file is not there; a line of another kind is ignored with a warning. Throws Error(io).
  explicit WordCues(const std::filesystem::path& file, const DiagnosticSink& sink = {});

  bool empty() const { return verb_.empty() && noun_.empty(); }
  /// The neighbours say better than the dictionary what is a verb; where endings of infinitives are listed, it is sure.
  bool tell_verbs() const { return !verb_.empty() && infinitive_.empty(); }
  /// Number of the case ending from 1 up; 0: the word has none of them. What has one belongs to a following noun only
  /// if that has it too. `noun`: the word is nothing but a noun.
  std::size_t case_ending(std::string_view folded, bool noun = false) const;
  /// A verb or participle follows this (folded) word.
  bool before_verb(std::string_view folded) const { return verb_.find(folded) != verb_.end(); }
  /// A verb stands before this word ("reduces the").
  bool after_verb(std::string_view folded) const { return after_verb_.find(folded) != after_verb_.end(); }
  /// A noun stands before this word ("rate of", "rate is").
  bool after_noun(std::string_view folded) const { return after_noun_.find(folded) != after_noun_.end(); }
  /// A noun, or what belongs to it, follows.
  bool before_noun(std::string_view folded) const { return noun_.find(folded) != noun_.end(); }
  /// A stop word that may be the first of several words of a term.
  bool may_open(std::string_view folded) const { return opening_.find(folded) != opening_.end(); }
  /// An inner word that joins nouns to a term as often as not.
  bool is_joint(std::string_view folded) const { return joint_.find(folded) != joint_.end(); }
  /// A form of a verb that ends so may stand beside a noun as an adjective does.
  bool is_participle(std::string_view folded) const { return ends_in(participle_, folded); }
  /// A form of a verb that ends so may be a noun.
  bool is_infinitive(std::string_view folded) const { return ends_in(infinitive_, folded); }
  /// A form of an adjective or of a verb's noun that ends so says something of a subject and stands beside no noun (cs:
  /// slíbeno, fi: noudattamalla).
  bool is_predicate(std::string_view folded) const { return ends_in(predicate_, folded); }

 private:
  static bool ends_in(const StringSet& endings, std::string_view folded);

  StringSet verb_{}, noun_{}, after_verb_{}, after_noun_{}, opening_{}, joint_{}, participle_{}, infinitive_{},
      predicate_{};
  struct Case {
    bool nouns_only = false;
    std::vector<std::string> endings{};
  };
  std::vector<Case> cases_{};
};

}  // namespace termknit
