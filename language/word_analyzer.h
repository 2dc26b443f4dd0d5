// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The analysis of single words of one language: what is remembered of earlier runs, and one FormAnalyzer for each
// thread that asks for what is not.

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "language/analysis_store.h"
#include "language/compiled_tables.h"
#include "language/dictionary.h"
#include "language/form_analyzer.h"
#include "language/language_resources.h"
#include "language/language_settings.h"

namespace termknit {

/// Thread-safe. Opens the dictionary at the first word that no store knows.
class WordAnalyzer {
 public:
  WordAnalyzer(const LanguageResourcesOptions& options, LanguageTag language);

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
  /// A FormAnalyzer that no other thread uses meanwhile.
  class Borrowed;

  AnalysisStore* store();
  void open();
  std::unique_ptr<FormAnalyzer> make_analyzer(const DiagnosticSink& sink) const;
  /// Whether analyses may be kept: a dictionary with faults is told of in every run, so it has to be opened in every
  /// run.
  bool is_worth_keeping() const;

  const LanguageResourcesOptions& options_;
  const LanguageTag language_;
  const std::filesystem::path folder_;
  const LanguageSettings settings_;
  mutable CompiledTables tables_;
  std::once_flag store_opened_;
  std::unique_ptr<AnalysisStore> store_;

  mutable std::mutex mutex_;  // for what follows
  bool opened_ = false;
  bool flawless_ = true;                                  ///< nothing was said about dictionary and tables
  std::unique_ptr<Dictionary> dictionary_;                ///< those of the analyzers are its twins
  std::vector<std::unique_ptr<FormAnalyzer>> analyzers_;  ///< that nobody uses
  std::size_t lent_ = 0;
  std::condition_variable returned_;
};

}  // namespace termknit
