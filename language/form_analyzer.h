// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The analysis of one form that nobody remembers: exceptions, dictionary, compounds, guesser, stemmer, in this order.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/compiled_tables.h"
#include "language/compound_splitter.h"
#include "language/dictionary.h"
#include "language/language_settings.h"
#include "language/word_analysis.h"
#include "language/word_exceptions.h"

struct sb_stemmer;

namespace termknit {

/// Not thread-safe: each thread has its own.
class FormAnalyzer {
 public:
  /// `dictionary` is null where none is installed. `settings`, `folder` (the language's data) and `tables` must outlive
  /// this object. What is wrong with the files of `folder` is told in `sink`.
  FormAnalyzer(const LanguageSettings& settings, const std::filesystem::path& folder, CompiledTables& tables,
               std::unique_ptr<Dictionary> dictionary, const DiagnosticSink& sink);
  ~FormAnalyzer();
  FormAnalyzer(const FormAnalyzer&) = delete;
  FormAnalyzer& operator=(const FormAnalyzer&) = delete;

  /// `form` is NFC without soft hyphens, and no longer than words are.
  WordAnalysis analyze(const std::string& form);
  /// The dictionary vouches for `word`.
  bool accepts(const std::string& word) { return dictionary_ && dictionary_->accepts(word); }

 private:
  void read_whole_words(const DiagnosticSink& sink);
  bool is_whole_word(const std::string& lemma) const;
  WordAnalysis of_ending(const std::string& form);
  std::vector<Reading> known_readings(const std::string& form);
  std::vector<Reading> lookup(const std::string& form);
  const std::vector<Reading>& lookup_piece(const std::string& piece);
  const std::vector<Reading>& readings_of_component(const std::string& word);
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
  std::optional<std::string> snowball(const std::string& folded);

  const LanguageSettings& settings_;
  const std::filesystem::path& folder_;
  CompiledTables& tables_;
  const std::unique_ptr<Dictionary> dictionary_;
  std::unique_ptr<CompoundSplitter> splitter_;
  sb_stemmer* stemmer_ = nullptr;
  StringSet whole_words_;  ///< folded lemmas that are no compounds, whatever the dictionary says
  std::vector<std::pair<std::string, std::string>> whole_patterns_;  ///< how such lemmas begin and end
  WordExceptions exceptions_;
  std::unordered_map<std::string, std::vector<Reading>> piece_readings_;  ///< of what the splitter asks for
  std::unordered_map<std::string, std::vector<Reading>> component_readings_;
};

}  // namespace termknit
