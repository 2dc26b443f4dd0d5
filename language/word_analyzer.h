// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The analysis of single words of one language: exceptions, dictionary, compounds, guesser, stemmer, in this order.

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/analysis_store.h"
#include "language/compound_splitter.h"
#include "language/dictionary.h"
#include "language/form_filter.h"
#include "language/language_resources.h"
#include "language/language_settings.h"
#include "language/suffix_guesser.h"
#include "language/word_exceptions.h"

struct sb_stemmer;

namespace termknit {

/// Thread-safe by one mutex: a Voikko handle gives wrong answers to two threads. Loads the dictionary at the first
/// word.
class WordAnalyzer {
 public:
  WordAnalyzer(const LanguageResourcesOptions& options, LanguageTag language);
  ~WordAnalyzer();

  /// `form` is NFC without soft hyphens.
  WordAnalysis analyze(const std::string& form);
  bool accepts(const std::string& word);
  void open_dictionary();
  /// Makes and keeps what is else made when a word first needs it. False without a dictionary.
  bool compile_tables();
  /// Told from time to time: lets go of a dictionary that was not asked for since a while.
  void rest();
  /// Writes new analyses to the store (AnalysisStore::save).
  void keep_analyses(bool in_one_file = false);
  const LanguageSettings& settings() const { return settings_; }
  AnalysisLevel level() const;
  std::string advice() const;
  std::string fingerprint() const;

 private:
  AnalysisStore* store();
  WordAnalysis make_analysis(const std::string& form);
  void load();
  void read_whole_words(const DiagnosticSink& sink);
  bool is_whole_word(const std::string& lemma) const;
  std::vector<Reading> known_readings(const std::string& form);
  std::vector<Reading> lookup(const std::string& form);
  const std::vector<Reading>& lookup_piece(const std::string& piece);
  bool may_be_form(std::string_view lower);
  Reading reading_of_lemma(const std::string& lemma);
  std::optional<WordAnalysis> from_exceptions(const std::string& form);
  std::optional<WordAnalysis> from_dictionary(const std::string& form);
  std::optional<WordAnalysis> from_spelling_variants(const std::string& form);
  std::optional<WordAnalysis> from_missing_diacritics(const std::string& form);
  std::optional<WordAnalysis> from_hyphen(const std::string& form);
  std::optional<WordAnalysis> from_compound(const std::string& form);
  /// Once, and only if it is one word.
  static void add_lemma(WordAnalysis& analysis, const std::string& lemma);
  void add_grade(WordAnalysis& analysis, const std::string& lower) const;
  bool is_adjective_by_ending(const std::string& lemma) const;
  std::optional<std::string> by_light_suffix(const std::string& lower) const;
  void add_parts_of_noun(const std::string& form, WordAnalysis& analysis);
  std::optional<WordAnalysis> from_exception_ending(const std::string& form);
  WordAnalysis from_guesser(const std::string& form);
  WordAnalysis from_readings(const std::string& form, std::vector<Reading> readings, AnalysisSource source);
  const SuffixGuesser* guesser();
  const FormFilter* forms();
  template <typename Made>
  std::unique_ptr<Made> load_kept(const std::filesystem::path& folder, const std::string& name, std::uint64_t stamp);
  template <typename Made>
  std::unique_ptr<Made> load_or_make(std::string_view extension, const std::function<std::unique_ptr<Made>()>& make);
  std::optional<std::string> snowball(const std::string& folded);

  const LanguageResourcesOptions& options_;
  const LanguageTag language_;
  const std::filesystem::path folder_;
  const LanguageSettings settings_;
  mutable std::mutex mutex_;
  bool loaded_ = false;
  bool flawless_ = true;  ///< nothing was said about dictionary and tables when they were loaded
  std::once_flag store_opened_;
  std::unique_ptr<AnalysisStore> store_;
  std::unique_ptr<Dictionary> dictionary_;
  std::unique_ptr<CompoundSplitter> splitter_;
  std::unique_ptr<SuffixGuesser> guesser_;
  std::unique_ptr<FormFilter> forms_;
  bool guesser_tried_ = false, forms_tried_ = false;
  sb_stemmer* stemmer_ = nullptr;
  StringSet whole_words_;  ///< folded lemmas that are no compounds, whatever the dictionary says
  std::vector<std::pair<std::string, std::string>> whole_patterns_;  ///< how such lemmas begin and end
  WordExceptions exceptions_;
  std::unordered_map<std::string, std::vector<Reading>> piece_readings_;  ///< of what the splitter asks for
};

}  // namespace termknit
