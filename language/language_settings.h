// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// data/languages/CODE/language.tsv: how a language is analysed. One setting a line: name TAB value [TAB value]. Adding
// a language needs no C++.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "language/ending_trie.h"
#include "language/headword_rule.h"
#include "language/language_profile.h"
#include "language/word_analysis.h"

namespace termknit {

struct LanguageSettings {
  std::string dictionary{};    ///< file name of the Hunspell dictionary without .aff; empty: none
  std::string voikko{};        ///< language of the Voikko dictionary; empty: none
  std::string snowball{};      ///< name of the Snowball stemmer; empty: none
  std::string package{};       ///< Debian package of the dictionary
  std::string derive_flags{};  ///< suffix flags whose shortest form is a word of its own, not a form of the entry
  /// Such a flag speaks only of entries that end like this (cs: K of společný makes společnost, of část its plural).
  std::map<char, std::vector<std::string>> derive_entry_ends{};
  std::map<char, char> flag_aliases{};        ///< an inflected derivation -> the plain one (en: Z, "-ers", is R, "-er")
  bool keep_prefixes = true;                  ///< text in front of a stem belongs to the lemma
  std::vector<std::string> verb_prefixes{};   ///< prefixes that verbs lose (cs, lv: ne)
  std::vector<std::string> strip_prefixes{};  ///< prefixes of degree that every word loses (cs: nej; lv: jā, vis)
  bool positive_as_key = false;   ///< a negated word is also found by its positive (cs: nespokojený by spokojený)
  std::string ghost_flags{};      ///< entries with these flags alone are no words (de: k, compound-only)
  bool frozen_last = false;       ///< entries without a paradigm (cs: cenu) come behind inflected readings (of cena)
  bool classes_by_forms = false;  ///< the flags of an entry as it stands are found by the forms they make (cs: objem)
  bool inflection_first =
      false;  ///< forms stored as words of their own (sv: nya) are forms where an inflected reading says so
  /// Part-of-speech tag and inflection of readings that are hardly ever meant (lv: the vocative), "?" for any
  /// character: left out where there is another.
  std::vector<std::pair<std::string, std::string>> rare_readings{};
  /// Lemma ending -> the ending of the lemma it hides: a form that is a lemma itself (cs: snížení) is no form of that
  /// other one (snížený).
  std::vector<std::pair<std::string, std::string>> hidden_lemmas{};
  /// What is written for a letter that a keyboard lacks, and the letter (de: ae for ä).
  std::vector<std::pair<std::string, std::string>> spellings{};
  std::vector<std::string> diacritics{};  ///< letters that people type without their marks
  bool nouns_capitalised = false;
  bool splits_compounds = false;    ///< by our own splitter
  bool elision = false;             ///< l'homme is two words
  bool single_letter_flags = true;  ///< false: FLAG long or num; then flags tell nothing here
  std::vector<std::pair<char, PartOfSpeech>> pos_flags{};
  /// By the beginning of a flag that the entry itself has in the word list ("A" of "AaAb").
  std::vector<std::pair<std::string, PartOfSpeech>> entry_flags{};
  std::vector<std::pair<std::string, PartOfSpeech>> pos_tags{};  ///< by the beginning of po:
  EndingTrie<PartOfSpeech> pos_suffixes{};                       ///< by the end of the lemma
  std::vector<std::pair<char, Gender>> gender_flags{};
  std::vector<std::pair<std::string, Gender>> gender_tags{};
  EndingTrie<Gender> gender_suffixes{};
  EndingTrie<std::string> light_suffixes{};  ///< suffix -> replacement for words nothing knows
  /// End of a light stem -> the end that all its grades share (et: g -> k), longest first: a second search key.
  std::vector<std::pair<std::string, std::string>> light_finals{};
  /// Compounds: endings a modifier may take that are cut to find its word (Leistung-s-).
  std::vector<std::string> compound_cuts{};
  /// Compounds: endings a modifier may have lost, and of which part of speech its word is then (Schul-e noun,
  /// Schreib-en verb).
  std::vector<std::pair<std::string, PartOfSpeech>> compound_restores{};
  /// Compounds: what in front of a noun makes another noun, not a compound (de: Vor-teil, Hoch-schule).
  std::vector<std::string> compound_particles{};
  std::vector<std::string> compound_short_parts{};  ///< parts of two letters
  /// Compounds: modifiers that end so have a linking element behind them (de: Gesundheit-s-).
  std::vector<std::string> compound_linked_ends{};
  double lemma_vote_margin = 0;
  HeadPosition head = HeadPosition::last;
  std::vector<AgreementRule> agreement{};
  std::vector<std::string> definite_endings{};
  std::vector<HeadwordRule> headword_rules{};  ///< the first that applies wins
  bool has_rules() const {
    return !derive_flags.empty() || !pos_flags.empty() || !pos_tags.empty() || !headword_rules.empty();
  }
};

/// Defaults if the file is not there; a line that cannot be read is a warning in `sink` with its place.
LanguageSettings read_language_settings(const std::filesystem::path& file, const DiagnosticSink& sink);

}  // namespace termknit
