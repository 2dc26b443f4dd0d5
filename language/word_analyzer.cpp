// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_analyzer.h"

#include <utility>

#include <fmt/format.h>
#include <unicode/uvernum.h>

#include "core/checksum.h"
#include "core/file.h"
#include "language/analysis_version.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

/// Raised with every change of the rules in this library.
constexpr int kRulesVersion = 4;
constexpr std::size_t kLongestWord = 100;  // letters
constexpr std::size_t kMostAnalyzers = 4;  // each keeps what it found for pieces of compounds: some MB

/// What data/languages/CODE/ says; a dictionary named like the language is used for its plain stems even if nothing was
/// said about it.
LanguageSettings settings_of(const fs::path& folder, const std::string& code, const LanguageResourcesOptions& options) {
  LanguageSettings settings = read_language_settings(folder / "language.tsv", options.sink);
  if (settings.voikko.empty() && settings.light_suffixes.empty() &&
      find_hunspell_file(settings, options.dictionary_folders).empty()) {
    if (std::string found = find_hunspell_name(code, options.dictionary_folders); !found.empty()) {
      settings.dictionary = std::move(found);
      if (settings.package.empty()) settings.package = "hunspell-" + code;
    }
  }
  return settings;
}

}  // namespace

class WordAnalyzer::Borrowed {
 public:
  explicit Borrowed(WordAnalyzer& owner) : owner_(owner) {
    std::unique_lock lock(owner_.mutex_);
    owner_.open();
    owner_.returned_.wait(lock, [&] { return !owner_.analyzers_.empty() || owner_.lent_ < kMostAnalyzers; });
    if (!owner_.analyzers_.empty()) {
      analyzer_ = std::move(owner_.analyzers_.back());
      owner_.analyzers_.pop_back();
    } else {
      analyzer_ = owner_.make_analyzer({});
    }
    ++owner_.lent_;  // not before there is one to give back
  }
  ~Borrowed() {
    {
      const std::lock_guard lock(owner_.mutex_);
      --owner_.lent_;
      owner_.analyzers_.push_back(std::move(analyzer_));
    }
    owner_.returned_.notify_one();
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  FormAnalyzer* operator->() const { return analyzer_.get(); }

 private:
  WordAnalyzer& owner_;
  std::unique_ptr<FormAnalyzer> analyzer_;
};

WordAnalyzer::WordAnalyzer(const LanguageResourcesOptions& options, LanguageTag language)
    : options_(options),
      language_(std::move(language)),
      folder_(options.data_folder / "languages" / language_.str()),
      settings_(settings_of(folder_, language_.str(), options)),
      tables_(options_, language_, folder_, settings_) {}

/// Called under the mutex. The first analyzer is made at once, so that what is wrong with its files is told.
void WordAnalyzer::open() {
  if (opened_) return;
  opened_ = true;
  const DiagnosticSink sink = [this](const Diagnostic& diagnostic) {
    flawless_ = false;
    if (options_.sink) options_.sink(diagnostic);
  };
  if (!settings_.voikko.empty()) dictionary_ = open_voikko(settings_, sink);
  if (!settings_.dictionary.empty()) dictionary_ = open_hunspell(settings_, options_.dictionary_folders, sink);
  analyzers_.push_back(make_analyzer(sink));
}

std::unique_ptr<FormAnalyzer> WordAnalyzer::make_analyzer(const DiagnosticSink& sink) const {
  return std::make_unique<FormAnalyzer>(settings_, folder_, tables_, dictionary_ ? dictionary_->twin() : nullptr, sink);
}

/// Null where nothing is kept.
AnalysisStore* WordAnalyzer::store() {
  std::call_once(store_opened_, [this] {
    if (!options_.keep_analyses || level() > AnalysisLevel::dictionary) return;
    const auto file_in = [&](const fs::path& folder) {
      return folder.empty() ? fs::path() : folder / (language_.str() + ".words");
    };
    store_ = std::make_unique<AnalysisStore>(file_in(options_.cache_folder), file_in(options_.prepared_folder),
                                             checksum(fingerprint() + analysis_version(!settings_.voikko.empty())),
                                             options_.sink);
  });
  return store_.get();
}

bool WordAnalyzer::is_worth_keeping() const {
  const std::lock_guard lock(mutex_);
  return dictionary_ && flawless_;
}

WordAnalysis WordAnalyzer::analyze(const std::string& form) {
  if (code_points(form) > kLongestWord) return {.lemmas = {fold(form)}};
  AnalysisStore* const kept = store();
  if (kept) {
    if (auto analysis = kept->find(form)) return *std::move(analysis);
  }
  WordAnalysis analysis = Borrowed(*this)->analyze(form);
  if (kept && is_worth_keeping()) kept->add(form, analysis);
  return analysis;
}

bool WordAnalyzer::accepts(const std::string& word) {
  AnalysisStore* const kept = store();
  if (kept) {
    if (const auto known = kept->accepted(word)) return *known;
  }
  const bool accepted = Borrowed(*this)->accepts(word);
  if (kept && is_worth_keeping()) kept->add_accepted(word, accepted);
  return accepted;
}

void WordAnalyzer::open_dictionary() {
  const std::lock_guard lock(mutex_);
  open();
}

bool WordAnalyzer::compile_tables() {
  open_dictionary();
  if (settings_.splits_compounds || !settings_.diacritics.empty()) tables_.forms(dictionary_.get());
  tables_.guesser(dictionary_.get());
  return dictionary_ != nullptr;
}

void WordAnalyzer::rest() {
  const std::lock_guard lock(mutex_);
  if (dictionary_ && dictionary_->rest()) analyzers_.clear();
}

void WordAnalyzer::keep_analyses(bool in_one_file) {
  if (store_) store_->save(in_one_file);
}

AnalysisLevel WordAnalyzer::level() const {
  const std::lock_guard lock(mutex_);
  const bool dictionary =
      opened_ ? dictionary_ != nullptr
              : !settings_.voikko.empty() || !find_hunspell_file(settings_, options_.dictionary_folders).empty();
  if (dictionary)
    return settings_.has_rules() || !settings_.voikko.empty() ? AnalysisLevel::dictionary_with_rules
                                                              : AnalysisLevel::dictionary;
  if (!settings_.snowball.empty()) return AnalysisLevel::stemmer;
  return settings_.light_suffixes.empty() ? AnalysisLevel::segmentation : AnalysisLevel::rules;
}

std::string WordAnalyzer::advice() const {
  if (level() <= AnalysisLevel::dictionary || !settings_.light_suffixes.empty()) return {};
  return settings_.package;
}

std::string WordAnalyzer::fingerprint() const {
  std::string sources = fmt::format("rules {} icu {} ", kRulesVersion, U_ICU_VERSION);
  for (const char* file :
       {"language.tsv", "exceptions.tsv", "compound_exceptions.tsv", "not_parts.txt", "no_compounds.txt"}) {
    std::error_code ignored;
    const fs::path path = folder_ / file;
    // By content: the data folder may be another one with the same files.
    sources += fs::exists(path, ignored) ? to_hex(checksum(read_file(path))) : "-";
  }
  const fs::path dictionary = find_hunspell_file(settings_, options_.dictionary_folders);
  if (!dictionary.empty()) {
    sources += to_hex(file_stamp(dictionary)) + to_hex(file_stamp(fs::path(dictionary).replace_extension(".dic")));
  } else if (!settings_.voikko.empty()) {
    sources += to_hex(voikko_stamp());
  }
  return to_hex(checksum(sources));
}

}  // namespace termknit
