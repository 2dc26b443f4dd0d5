// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language_resources.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "core/checksum.h"
#include "core/file.h"
#include "core/tsv.h"
#include "language/common_words.h"
#include "language/text.h"
#include "language/word_analyzer.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShards = 16;
constexpr std::size_t kTypesPerShard =
    1'000;  // half of them are kept when a shard is full; of a glossary's compounds each comes once

StringSet read_words(const fs::path& file) {
  StringSet words;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return words;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
    line = trim(line.substr(0, line.find('#')));
    if (!line.empty()) words.insert(fold(to_nfc(line)));
  });
  return words;
}

LanguageProfile read_profile(const fs::path& folder, const LanguageTag& language) {
  LanguageProfile profile;
  profile.language = language;
  profile.stop_words = read_words(folder / "stopwords.txt");
  profile.inner_words = read_words(folder / "inner.txt");
  profile.conjunctions = read_words(folder / "conjunctions.txt");
  profile.abbreviations = read_words(folder / "abbreviations.txt");
  std::error_code ignored;
  if (const fs::path patterns = folder / "definition_patterns.txt"; fs::exists(patterns, ignored)) {
    for_each_line(read_file(patterns), [&](std::string_view line, std::size_t) {
      line = trim(line.substr(0, line.find('#')));
      if (!line.empty()) profile.definition_patterns.push_back(to_nfc(line));
    });
  }
  return profile;
}

}  // namespace

struct LanguageResources::Impl {
  struct OfLanguage {
    LanguageProfile profile;
    std::unique_ptr<WordAnalyzer> analyzer;
  };
  /// The type cache, in shards so that threads rarely wait for each other.
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<const WordAnalysis>, StringHash, std::equal_to<>> young, old;
  };

  explicit Impl(LanguageResourcesOptions o) : options(std::move(o)) {}

  OfLanguage& of(const LanguageTag& language) {
    const LanguageTag plain = language.language();
    {
      const std::shared_lock lock(mutex);
      if (const auto it = languages.find(plain); it != languages.end()) return *it->second;
    }
    auto made = std::make_unique<OfLanguage>();
    made->profile = read_profile(options.data_folder / "languages" / plain.str(), plain);
    made->analyzer = std::make_unique<WordAnalyzer>(options, plain);
    const LanguageSettings& settings = made->analyzer->settings();
    made->profile.head = settings.head;
    made->profile.nouns_capitalised = settings.nouns_capitalised;
    made->profile.lemma_vote_margin = settings.lemma_vote_margin;
    made->profile.elision = settings.elision;
    made->profile.agreement = settings.agreement;
    made->profile.definite_endings = settings.definite_endings;
    const std::unique_lock lock(mutex);
    return *languages.try_emplace(plain, std::move(made)).first->second;
  }

  std::shared_ptr<const WordAnalysis> analyze(const LanguageTag& language, std::string_view form) {
    const std::string clean = to_nfc(form.find("\xC2\xAD") == form.npos ? std::string(form) : clean_text(form));
    if (vocabulary) {
      if (auto kept = vocabulary->find(language, clean)) return kept;
    }
    return std::make_shared<const WordAnalysis>(of(language).analyzer->analyze(clean));
  }

  LanguageResourcesOptions options;
  std::shared_mutex mutex;
  std::map<LanguageTag, std::unique_ptr<OfLanguage>> languages;
  std::array<Shard, kShards> shards;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::once_flag common_words_read;
  CommonWords common_words;
};

LanguageResources::LanguageResources(LanguageResourcesOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
LanguageResources::~LanguageResources() = default;

std::shared_ptr<const WordAnalysis> LanguageResources::analyze_word(const LanguageTag& language,
                                                                    std::string_view form) {
  std::string key = language.language().str();
  key += '\t';
  key += form;
  Impl::Shard& shard = impl_->shards[checksum(key) % kShards];
  {
    const std::lock_guard lock(shard.mutex);
    if (const auto it = shard.young.find(key); it != shard.young.end()) return it->second;
    if (const auto it = shard.old.find(key); it != shard.old.end()) {
      auto found = it->second;
      shard.young.emplace(std::move(key), found);
      return found;
    }
  }
  auto analysis = impl_->analyze(language, form);
  const std::lock_guard lock(shard.mutex);
  // Two generations: what was not asked for while the young one filled is forgotten, so memory is bounded and frequent
  // words stay.
  if (shard.young.size() >= kTypesPerShard) {
    shard.old = std::move(shard.young);
    shard.young.clear();
  }
  shard.young.emplace(std::move(key), analysis);
  return analysis;
}

std::shared_ptr<const WordAnalysis> LanguageResources::analyze_known_word(const LanguageTag& language,
                                                                          std::string_view form) {
  return impl_->vocabulary ? impl_->vocabulary->find(language, to_nfc(form)) : nullptr;
}

const LanguageProfile& LanguageResources::profile(const LanguageTag& language) {
  return impl_->of(language).profile;
}

const CommonWords& LanguageResources::common_words() {
  std::call_once(impl_->common_words_read,
                 [this] { impl_->common_words = CommonWords(impl_->options.data_folder / "frequency"); });
  return impl_->common_words;
}

void LanguageResources::set_vocabulary(std::shared_ptr<const Vocabulary> vocabulary) {
  impl_->vocabulary = std::move(vocabulary);
  forget_words();
}

void LanguageResources::forget_words() {
  for (Impl::Shard& shard : impl_->shards) {
    const std::lock_guard lock(shard.mutex);
    shard.young.clear();
    shard.old.clear();
  }
}

void LanguageResources::rest() {
  const std::shared_lock lock(impl_->mutex);
  for (const auto& [language, of] : impl_->languages) of->analyzer->rest();
}

void LanguageResources::keep_analyses() {
  const std::shared_lock lock(impl_->mutex);
  for (const auto& [language, of] : impl_->languages) of->analyzer->keep_analyses();
}

bool LanguageResources::prepare(const LanguageTag& language, std::span<const std::string> forms) {
  WordAnalyzer& analyzer = *impl_->of(language).analyzer;
  if (!analyzer.compile_tables()) return false;
  for (const std::string& form : forms) analyzer.analyze(to_nfc(form));
  analyzer.keep_analyses(true);
  return true;
}

bool LanguageResources::accepts(const LanguageTag& language, std::string_view word) {
  return impl_->of(language).analyzer->accepts(to_nfc(word));
}

void LanguageResources::open_dictionary(const LanguageTag& language) {
  impl_->of(language).analyzer->open_dictionary();
}

AnalysisLevel LanguageResources::level(const LanguageTag& language) {
  return impl_->of(language).analyzer->level();
}

std::string LanguageResources::advice(const LanguageTag& language) {
  return impl_->of(language).analyzer->advice();
}

std::string LanguageResources::fingerprint(const LanguageTag& language) {
  return impl_->of(language).analyzer->fingerprint();
}

std::vector<LanguageTag> LanguageResources::profiled_languages() const {
  std::vector<LanguageTag> languages;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(impl_->options.data_folder / "languages", ignored)) {
    if (!entry.is_directory()) continue;
    if (const auto tag = LanguageTag::try_parse(entry.path().filename().string())) languages.push_back(*tag);
  }
  std::sort(languages.begin(), languages.end());
  return languages;
}

const LanguageResourcesOptions& LanguageResources::options() const {
  return impl_->options;
}

}  // namespace termknit
