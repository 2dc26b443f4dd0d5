// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What term extraction gives: one candidate with its forms, counts, contexts and score.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "glossary/entries/concept_entry.h"
#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

/// A name and a number: why a score is what it is.
struct ScorePart {
  std::string name{};
  double value = 0;
  bool operator==(const ScorePart&) const = default;
};

struct TermCandidate {
  LanguageTag language{};
  std::string term{};              ///< citation form
  std::vector<std::string> key{};  ///< display lemma of each word, folded: what groups the forms
  std::vector<std::pair<std::string, std::uint32_t>>
      forms{};                  ///< attested surface forms with counts, most frequent first
  std::uint32_t frequency = 0;  ///< occurrences outside boilerplate
  std::uint32_t articles = 0;   ///< articles it occurs in
  double score = 0;
  bool above_cut_off = true;  ///< a term by extraction's own judgement; the others are asked for by alignment
  std::vector<ScorePart> why{};
  PartOfSpeech part_of_speech = PartOfSpeech::other;
  Gender gender = Gender::unspecified;
  bool proper_name = false;
  std::vector<SourcedText> contexts{};       ///< up to three complete sentences; source is the article's path
  std::vector<SourcedText> definitions{};    ///< sentences of the articles that define it
  std::string known{};                       ///< status in the termbase, or empty
  std::vector<std::string> abbreviations{};  ///< short forms introduced in the text
  std::vector<std::string> nested{};         ///< shorter terms of the list that stand inside this one
  bool operator==(const TermCandidate&) const = default;
};

}  // namespace termknit
