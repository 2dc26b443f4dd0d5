// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Dictionaries, tables and caches of every language, loaded when first needed and shared by all threads.
// The one analysis path: exceptions, dictionary (Hunspell analyze() with derivational flags, Voikko), compound
// splitter, suffix guesser, Snowball, folded form. Method and figures: docs/quality.md.

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "language/language_profile.h"
#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

class CommonWords;

/// Analyses kept from an earlier run (an article index keeps those of its words): asked before any dictionary is
/// loaded.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;
  /// Null if `form` (NFC, as printed) is not kept. Thread-safe.
  virtual std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const = 0;
};

/// How well a language is analysed, best first; `termknit doctor` says it to the user.
enum class AnalysisLevel { dictionary_with_rules, dictionary, stemmer, rules, segmentation };

struct LanguageResourcesOptions {
  std::filesystem::path data_folder{};      ///< holds languages/, frequency/, lexicon/
  std::filesystem::path cache_folder{};     ///< compiled guessers, analyses; empty: nothing is cached on disk
  std::filesystem::path prepared_folder{};  ///< the same, made for all users beforehand (`prepare`); read only
  std::vector<std::filesystem::path> dictionary_folders{"/usr/share/hunspell", "/usr/share/myspell"};
  bool keep_analyses = true;  ///< in the cache folder, from one run to the next
  DiagnosticSink sink{};      ///< a missing or broken dictionary is reported once
};

/// Thread-safe. What the type cache does not know is analysed by as many threads as ask; Hunspell and Voikko, of which
/// there is one handle a language, have one user at a time.
class LanguageResources {
 public:
  explicit LanguageResources(LanguageResourcesOptions options);
  ~LanguageResources();
  LanguageResources(const LanguageResources&) = delete;
  LanguageResources& operator=(const LanguageResources&) = delete;

  /// The analysis of one word form as printed (any case, NFC or NFD, soft hyphens allowed). Never null: what nothing
  /// knows is its own lemma, in small letters but for a first capital. Region and script of `language` are ignored.
  std::shared_ptr<const WordAnalysis> analyze_word(const LanguageTag& language, std::string_view form);

  /// The same from the vocabulary alone: null where a dictionary would have to be asked. Loads nothing.
  std::shared_ptr<const WordAnalysis> analyze_known_word(const LanguageTag& language, std::string_view form);

  /// Stop words, inner words, patterns: the data of data/languages/CODE/; an empty profile for a language without a
  /// folder.
  const LanguageProfile& profile(const LanguageTag& language);

  /// Of all languages with a frequency list; read when first asked for.
  const CommonWords& common_words();

  /// Asked first by `analyze_word` from now on; null switches it off. Not to be called while other threads analyse.
  void set_vocabulary(std::shared_ptr<const Vocabulary> vocabulary);

  /// Drops the analyses that are kept for words that come again, for a caller that keeps what it needs.
  void forget_words();

  /// Told between batches of a long work: dictionaries that were not asked for since a while are let go of, until they
  /// are asked for again.
  void rest();

  /// Writes what was analysed to the cache folder, for later runs (language/analysis_store.h). Never throws: what
  /// cannot be kept is analysed again.
  void keep_analyses();

  /// Fills the cache folder for `language` with what its first text would: compiled tables, and the analyses of
  /// `forms`, in one file for others to read. False without a dictionary.
  bool prepare(const LanguageTag& language, std::span<const std::string> forms);

  /// True if a dictionary (or Voikko) vouches for `word` as written: for checking composed terms. Loads the dictionary
  /// for a word that was never asked for.
  bool accepts(const LanguageTag& language, std::string_view word);

  /// Whatever was kept from earlier runs: so that what is wrong with the dictionary is told, and `level` sure.
  void open_dictionary(const LanguageTag& language);

  AnalysisLevel level(const LanguageTag& language);
  /// Debian package that would improve the analysis of `language`, or empty.
  std::string advice(const LanguageTag& language);

  /// Changes whenever analyses of `language` may change: rules, data files, dictionary files, ICU. Does not load the
  /// dictionary.
  std::string fingerprint(const LanguageTag& language);

  /// Codes that have a folder in data/languages, sorted.
  std::vector<LanguageTag> profiled_languages() const;

  const LanguageResourcesOptions& options() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
