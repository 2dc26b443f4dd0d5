// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a term is called in parallel text: the segments that have it, the phrases that its words are linked to there
// (Och & Ney 2004), and what stands beside it more often than chance (Dice) where the links say nothing.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glossary/evidence.h"
#include "glossary/parallel/parallel_text.h"

namespace termknit {

/// What speaks for a phrase, as the scorer weighs it.
struct PhraseFeatures {
  double segments = 0;     ///< with the term, of those looked at
  double linked = 0;       ///< share of them whose links lead to exactly this phrase
  double sure = 0;         ///< the same, each weighed by how sure its links are
  double loose = 0;        ///< share in which the phrase takes in a word beside it that is linked to nothing
  double together = 0;     ///< share of the term's segments in which the phrase stands at all
  double dice = 0;         ///< 2 * together / (segments of the term + segments of the phrase)
  double forward = 0;      ///< mean log probability of the phrase's units, each given its best source unit
  double backward = 0;     ///< mean log probability of the term's units, each given its best target unit
  double whole = 0;        ///< segments that are the term and nothing else, and the phrase and nothing else
  double whole_share = 0;  ///< `whole` of the segments that are nothing but the term
  double length = 0;       ///< units of the phrase minus units of the term
  double words = 0;        ///< of the phrase
  double part = 0;         ///< share in which the term is a part of a compound only
};

/// Entries of one catalogue or glossary that are the term and nothing else.
struct WholeEntries {
  std::size_t resource = 0;
  std::uint32_t count = 0;            ///< whose translation is the phrase
  std::uint32_t of = 0;               ///< all
  std::vector<std::string> others{};  ///< what the rest say: a conflict, or synonyms
};

struct PhraseCandidate {
  std::vector<Unit> units{};
  std::string term{};                                 ///< citation form, chosen among attested forms
  PartOfSpeech part_of_speech = PartOfSpeech::other;  ///< of one word that can be nothing else
  bool untranslated = false;  ///< the term as it is, and no word of the language: a product's name
  PhraseFeatures features{};
  std::uint32_t count = 0;                ///< segments whose links lead to it
  std::vector<std::uint32_t> examples{};  ///< segments, the surest first, at most three
  std::vector<WholeEntries> whole{};
};

struct PhraseCandidates {
  std::size_t segments = 0;      ///< with the term in both languages
  std::size_t looked_at = 0;     ///< of them
  std::size_t untranslated = 0;  ///< of these, where the term is left as it is: a loan word, or a product's name
  bool base_form_asked = true;
  std::vector<PhraseCandidate> phrases{};
};

/// The units `query` is looked up by, the likeliest first; empty if the text has not all of them.
std::vector<std::vector<Unit>> unit_sequences(const ParallelLanguage& language, const TermQuery& query);

/// In no order. The profiles tell words that no term begins or ends with. `own_word`: the term is no form of its lemma
/// but a word of its own ("pricing" beside "price", "sales" beside "sale"), so that other forms are other words.
PhraseCandidates phrase_candidates(const ParallelText& text, const TermQuery& query, const LanguageTag& target,
                                   const LanguageProfile& source_profile, const LanguageProfile& target_profile,
                                   bool own_word = false);

}  // namespace termknit
