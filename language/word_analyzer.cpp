// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_analyzer.h"

#include <algorithm>
#include <functional>
#include <mutex>

#include <fmt/format.h>
#include <libstemmer.h>
#include <unicode/uvernum.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/tsv.h"
#include "language/analysis_version.h"
#include "language/diacritics.h"
#include "language/letter_case.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

/// Raised with every change of the rules in this library.
constexpr int kRulesVersion = 4;
constexpr std::size_t kTrainingForms = 250'000;
constexpr std::size_t kCachedReadings = 20'000;
constexpr std::size_t kLongestWord = 100;           // letters
constexpr std::size_t kShortestUnaccented = 4;      // letters of a word typed without its diacritics
constexpr std::size_t kShortestListedCompound = 9;  // letters

/// "Kunde" beside "kunde" is one word: the one whose capital fits the form.
void merge_cases(std::vector<Reading>& readings, bool prefer_capital) {
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (std::size_t j = readings.size(); j-- > i + 1;) {
      if (to_lower(readings[i].lemma) != to_lower(readings[j].lemma)) continue;
      if (is_capitalised(readings[j].lemma) == prefer_capital) std::swap(readings[i], readings[j]);
      readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(j));
    }
  }
}

/// Stand is the noun, stand the verb: of lemmas in both cases those that fit the form.
void keep_case(std::vector<std::string>& lemmas, bool capital) {
  const auto fits = [&](const std::string& lemma) { return is_capitalised(lemma) == capital; };
  if (std::any_of(lemmas.begin(), lemmas.end(), fits)) std::erase_if(lemmas, std::not_fn(fits));
}

/// A form that is a lemma itself is no form of the lemma it hides: cs snížení (noun) and snížený.
void drop_hidden(std::vector<Reading>& readings, const std::string& folded, const LanguageSettings& settings) {
  for (const auto& [end, hidden_end] : settings.hidden_lemmas) {
    if (!folded.ends_with(end)) continue;
    const bool itself = std::any_of(readings.begin(), readings.end(),
                                    [&](const Reading& reading) { return fold(reading.lemma) == folded; });
    if (!itself) continue;
    const std::string hidden = folded.substr(0, folded.size() - end.size()) + hidden_end;
    std::erase_if(readings, [&](const Reading& reading) { return fold(reading.lemma) == hidden; });
  }
}

/// Of the content of the dictionary's files, the language's settings and our code: what guesser and form filter are
/// made of. About a millisecond.
std::uint64_t tables_stamp(const fs::path& affix_file, const fs::path& folder) {
  std::string sources = analysis_version(false);
  for (const fs::path& file : {affix_file, fs::path(affix_file).replace_extension(".dic"), folder / "language.tsv"}) {
    std::error_code ignored;
    sources += fs::exists(file, ignored) ? to_hex(checksum(read_file(file))) : "-";
  }
  return checksum(sources);
}

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

WordAnalyzer::WordAnalyzer(const LanguageResourcesOptions& options, LanguageTag language)
    : options_(options),
      language_(std::move(language)),
      folder_(options.data_folder / "languages" / language_.str()),
      settings_(settings_of(folder_, language_.str(), options)) {}

void WordAnalyzer::add_lemma(WordAnalysis& analysis, const std::string& lemma) {
  if (lemma.empty() || lemma.find_first_of(" \t\n") != lemma.npos) return;
  if (std::find(analysis.lemmas.begin(), analysis.lemmas.end(), lemma) == analysis.lemmas.end())
    analysis.lemmas.push_back(lemma);
}

WordAnalyzer::~WordAnalyzer() {
  if (stemmer_) sb_stemmer_delete(stemmer_);
}

void WordAnalyzer::load() {
  if (loaded_) return;
  loaded_ = true;
  const DiagnosticSink sink = [this](const Diagnostic& diagnostic) {
    flawless_ = false;
    if (options_.sink) options_.sink(diagnostic);
  };
  if (!settings_.voikko.empty()) dictionary_ = open_voikko(settings_, sink);
  if (!settings_.dictionary.empty()) dictionary_ = open_hunspell(settings_, options_.dictionary_folders, sink);
  if (dictionary_ && settings_.splits_compounds) {
    splitter_ = std::make_unique<CompoundSplitter>(
        WordsOfLanguage{
            .readings = [this](const std::string& piece) -> const std::vector<Reading>& { return lookup_piece(piece); },
            .accepts = [this](const std::string& word) { return dictionary_->accepts(word); },
            .may_have_readings = [this](std::string_view piece) { return may_be_form(piece); },
            .may_begin = [this](std::string_view text) { return !forms() || forms()->may_begin(text); }},
        settings_, folder_, sink);
  }
  read_whole_words(sink);
  if (!settings_.snowball.empty()) stemmer_ = sb_stemmer_new(settings_.snowball.c_str(), "UTF_8");
  exceptions_.read(folder_ / "exceptions.tsv", sink);
}

/// no_compounds.txt: "elokuu", "*lainen", "kaksi*inen".
void WordAnalyzer::read_whole_words(const DiagnosticSink& sink) {
  const fs::path file = folder_ / "no_compounds.txt";
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) return;
    const std::string word = fold(to_nfc(line));
    const std::size_t star = word.find('*');
    if (star == word.npos) {
      whole_words_.insert(word);
    } else if (word.find('*', star + 1) == word.npos && word.size() > 1) {
      whole_patterns_.emplace_back(word.substr(0, star), word.substr(star + 1));
    } else {
      report(sink, Severity::warning, "ignored: one '*' at most, and letters", {file.string(), number});
    }
  });
}

bool WordAnalyzer::is_whole_word(const std::string& lemma) const {
  if (whole_words_.empty() && whole_patterns_.empty()) return false;
  const std::string folded = fold(lemma);
  return whole_words_.contains(folded) ||
         std::any_of(whole_patterns_.begin(), whole_patterns_.end(), [&](const auto& ends) {
           return folded.size() >= ends.first.size() + ends.second.size() && folded.starts_with(ends.first) &&
                  folded.ends_with(ends.second);
         });
}

std::vector<Reading> WordAnalyzer::lookup(const std::string& form) {
  return dictionary_ ? dictionary_->readings(form) : std::vector<Reading>();
}

/// Whole words come once, as the analysis is kept; pieces of them come again and again.
const std::vector<Reading>& WordAnalyzer::lookup_piece(const std::string& piece) {
  if (const auto it = piece_readings_.find(piece); it != piece_readings_.end()) return it->second;
  return piece_readings_.emplace(piece, lookup(piece)).first->second;
}

/// Nearly all pieces of a word are no words.
bool WordAnalyzer::may_be_form(std::string_view lower) {
  const FormFilter* filter = forms();
  return !filter || filter->may_contain(lower);
}

/// As printed, then small, then with a capital.
std::vector<Reading> WordAnalyzer::known_readings(const std::string& form) {
  std::vector<Reading> readings = lookup(form);
  const std::string lower = to_lower(form);
  if (lower != form) {
    // A capital at the beginning of a sentence hides the small word.
    for (Reading& reading : lookup(lower)) readings.push_back(std::move(reading));
  }
  if (readings.empty() || (settings_.nouns_capitalised && is_all_capitals(form))) {
    if (const std::string title = to_title(lower); title != form) {
      for (Reading& reading : lookup(title)) readings.push_back(std::move(reading));
    }
  }
  return readings;
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

WordAnalysis WordAnalyzer::analyze(const std::string& form) {
  if (code_points(form) > kLongestWord) return {.lemmas = {fold(form)}};
  AnalysisStore* const kept = store();
  if (kept) {
    if (auto analysis = kept->find(form)) return *std::move(analysis);
  }
  const std::lock_guard lock(mutex_);
  load();
  WordAnalysis analysis = make_analysis(form);
  // A dictionary with faults is told of in every run, so it has to be loaded in every run.
  if (kept && dictionary_ && flawless_) kept->add(form, analysis);
  return analysis;
}

void WordAnalyzer::rest() {
  const std::lock_guard lock(mutex_);
  if (dictionary_) dictionary_->rest();
}

void WordAnalyzer::keep_analyses(bool in_one_file) {
  if (store_) store_->save(in_one_file);
}

WordAnalysis WordAnalyzer::make_analysis(const std::string& form) {
  if (piece_readings_.size() > kCachedReadings) piece_readings_.clear();
  if (auto found = from_exceptions(form)) return *found;
  // What no form can be is a compound or inflected participle: the splitter says sooner than Hunspell what it is made
  // of.
  const bool compound_first =
      splitter_ && is_capitalised(form) && form.find('-') == form.npos && !may_be_form(to_lower(form));
  if (compound_first) {
    if (auto found = from_compound(form)) return *found;
  }
  if (auto found = from_dictionary(form)) return *found;
  if (auto found = from_hyphen(form)) return *found;
  if (!compound_first) {
    if (auto found = from_compound(form)) return *found;
  }
  if (auto found = from_spelling_variants(form)) return *found;
  if (auto found = from_missing_diacritics(form)) return *found;
  return from_guesser(form);
}

/// Part of speech and gender of a lemma that an exception names.
Reading WordAnalyzer::reading_of_lemma(const std::string& lemma) {
  for (Reading& reading : known_readings(lemma)) {
    if (reading.lemma == lemma) return std::move(reading);
  }
  Reading reading{.lemma = lemma};
  add_by_suffix(settings_, reading);
  return reading;
}

std::optional<WordAnalysis> WordAnalyzer::from_exceptions(const std::string& form) {
  std::vector<std::string> lemmas = exceptions_.lemmas(fold(form));
  if (lemmas.empty()) return std::nullopt;
  WordAnalysis analysis;
  if (settings_.nouns_capitalised) keep_case(lemmas, is_capitalised(form));
  analysis.lemmas = std::move(lemmas);
  analysis.source = AnalysisSource::exception;
  const Reading reading = reading_of_lemma(analysis.lemmas.front());
  analysis.parts_of_speech = reading.parts_of_speech;
  analysis.gender = reading.gender;
  add_parts_of_noun(form, analysis);
  return analysis;
}

std::optional<WordAnalysis> WordAnalyzer::from_dictionary(const std::string& form) {
  std::vector<Reading> readings = known_readings(form);
  if (readings.empty()) return std::nullopt;
  return from_readings(form, std::move(readings), AnalysisSource::dictionary);
}

WordAnalysis WordAnalyzer::from_readings(const std::string& form, std::vector<Reading> readings,
                                         AnalysisSource source) {
  const bool capital = is_capitalised(form);
  merge_cases(readings, settings_.nouns_capitalised ? capital : false);
  const std::string folded = fold(form);
  drop_hidden(readings, folded, settings_);
  const auto rank = [&](const Reading& reading) {
    double merit = 0;
    if (settings_.nouns_capitalised) merit += is_capitalised(reading.lemma) == capital ? 4 : 0;
    const bool verb = reading.parts_of_speech == PartOfSpeechSet{PartOfSpeech::verb};
    // A form that is a lemma itself mostly is that lemma; an infinitive that is also a noun's form (fi: uusia) is
    // mostly the noun.
    if (reading.hidden) merit -= 0.25;
    if (reading.frozen) {
      merit -= 2;
    } else if (fold(reading.lemma) == folded) {
      merit += settings_.inflection_first ? -2 : verb ? 0.5 : 2;
    }
    if (reading.parts_of_speech.contains(PartOfSpeech::noun) ||
        reading.parts_of_speech.contains(PartOfSpeech::adjective))
      merit += 1;
    if (reading.parts_of_speech == PartOfSpeechSet{PartOfSpeech::proper_noun} && !capital) merit -= 3;
    return merit;
  };
  std::stable_sort(readings.begin(), readings.end(),
                   [&](const Reading& a, const Reading& b) { return rank(a) > rank(b); });
  WordAnalysis analysis;
  analysis.source = source;
  for (const Reading& reading : readings) {
    add_lemma(analysis, reading.lemma);
    analysis.parts_of_speech =
        PartOfSpeechSet::from_bits(analysis.parts_of_speech.bits() | reading.parts_of_speech.bits());
  }
  for (const Reading& reading : readings) add_lemma(analysis, reading.other_key);
  analysis.gender = readings.front().gender;
  if (!readings.front().parts.empty() && !is_whole_word(readings.front().lemma))
    analysis.parts = readings.front().parts;
  if (analysis.lemmas.empty()) analysis.lemmas.push_back(folded);
  add_parts_of_noun(form, analysis);
  return analysis;
}

/// A compound that the dictionary lists whole is still made of parts; they are kept where the splitter is sure of them.
void WordAnalyzer::add_parts_of_noun(const std::string& form, WordAnalysis& analysis) {
  if (!splitter_ || !analysis.parts.empty() || !analysis.parts_of_speech.contains(PartOfSpeech::noun) ||
      code_points(form) < kShortestListedCompound)
    return;
  if (auto split = splitter_->split(form)) analysis.parts = std::move(split->parts);
}

std::optional<WordAnalysis> WordAnalyzer::from_hyphen(const std::string& form) {
  const std::size_t hyphen = form.rfind('-');
  if (hyphen == form.npos || hyphen == 0 || hyphen + 1 == form.size()) return std::nullopt;
  const std::string last = form.substr(hyphen + 1);
  std::vector<Reading> readings = known_readings(last);
  std::string lemma;
  Reading head;
  if (!readings.empty()) {
    const WordAnalysis own = from_readings(last, readings, AnalysisSource::dictionary);
    head = {.lemma = own.lemma(), .parts_of_speech = own.parts_of_speech, .gender = own.gender};
  } else if (const auto own = from_compound(last)) {
    head = {.lemma = own->lemma(), .parts_of_speech = own->parts_of_speech, .gender = own->gender};
  } else {
    return std::nullopt;
  }
  WordAnalysis analysis;
  analysis.source = AnalysisSource::compound;
  analysis.lemmas.push_back(form.substr(0, hyphen + 1) + head.lemma);
  analysis.parts_of_speech = head.parts_of_speech;
  analysis.gender = head.gender;
  // "Customer-Relationship-Management": each component is a part, its hyphen with it.
  std::size_t at = 0;
  for (std::size_t next = form.find('-'); next != form.npos && next < hyphen; next = form.find('-', next + 1)) {
    analysis.parts.push_back({form.substr(at, next + 1 - at), form.substr(at, next - at)});
    at = next + 1;
  }
  std::string first = form.substr(at, hyphen - at);
  const std::vector<Reading> first_readings = known_readings(first);
  analysis.parts.push_back(
      {first + "-",
       first_readings.empty() ? first : from_readings(first, first_readings, AnalysisSource::dictionary).lemma()});
  analysis.parts.push_back({last, head.lemma});
  return analysis;
}

std::optional<WordAnalysis> WordAnalyzer::from_compound(const std::string& form) {
  if (!splitter_) return std::nullopt;
  auto split = splitter_->split(form);
  if (!split) return std::nullopt;
  WordAnalysis analysis;
  analysis.source = AnalysisSource::compound;
  analysis.lemmas.push_back(split->head.lemma);
  analysis.parts = std::move(split->parts);
  analysis.parts_of_speech = split->head.parts_of_speech;
  analysis.gender = split->head.gender;
  if (analysis.lemma() != form) return analysis;
  // Its head was no form of anything: Kundenkonten.
  auto listed = from_exception_ending(form);
  if (!listed) return analysis;
  listed->parts = std::move(analysis.parts);
  return listed;
}

/// ae, oe, ue, ss for the letters that a keyboard lacks.
std::optional<WordAnalysis> WordAnalyzer::from_spelling_variants(const std::string& form) {
  if (settings_.spellings.empty()) return std::nullopt;
  const std::string printed = is_all_capitals(form) ? to_title(to_lower(form)) : form;  // STRASSEN
  for (const std::string& variant : spelling_variants(printed, settings_.spellings)) {
    if (auto found = from_dictionary(variant)) return found;
    if (auto found = from_compound(variant)) {
      found->parts.clear();  // their surfaces would not make up the word as written
      return found;
    }
  }
  return std::nullopt;
}

/// pardosana for pārdošana: small words only, since names without a diacritic are names.
std::optional<WordAnalysis> WordAnalyzer::from_missing_diacritics(const std::string& form) {
  if (settings_.diacritics.empty() || form.size() < kShortestUnaccented) return std::nullopt;
  const FormFilter* filter = forms();
  if (!filter) return std::nullopt;
  std::optional<WordAnalysis> analysis;
  for (const std::string& spelling : with_diacritics(
           form, settings_.diacritics, [&](const std::string& word) { return filter->may_contain(word); })) {
    auto found = from_dictionary(spelling);
    if (!found) continue;
    found->parts.clear();  // their surfaces would not make up the word as written
    if (!analysis) {
      analysis = std::move(found);
    } else {
      for (const std::string& lemma : found->lemmas) add_lemma(*analysis, lemma);
    }
  }
  return analysis;
}

/// What is made once per dictionary and kept in the cache, for as long as the dictionary stays what it is.
/// Null if there is none of this stamp.
template <typename Made>
std::unique_ptr<Made> WordAnalyzer::load_kept(const fs::path& folder, const std::string& name, std::uint64_t stamp) {
  if (folder.empty()) return nullptr;
  try {
    return Made::load(folder / name, stamp);
  } catch (const Error& error) {
    report(options_.sink, Severity::warning, error.message() + "; made again", error.place());
  }
  return nullptr;
}

template <typename Made>
std::unique_ptr<Made> WordAnalyzer::load_or_make(std::string_view extension,
                                                 const std::function<std::unique_ptr<Made>()>& make) {
  const fs::path source = find_hunspell_file(settings_, options_.dictionary_folders);
  if (!dictionary_ || source.empty()) return nullptr;
  const std::string name = fmt::format("{}.{}", language_.str(), extension);
  const std::uint64_t stamp = tables_stamp(source, folder_);
  for (const fs::path& folder : {options_.cache_folder, options_.prepared_folder}) {
    if (auto kept = load_kept<Made>(folder, name, stamp)) return kept;
  }
  std::unique_ptr<Made> made;
  {
    // One language at a time: reading a whole dictionary takes more memory than all that is kept of it.
    static std::mutex making;
    const std::lock_guard lock(making);
    made = make();
  }
  if (options_.cache_folder.empty()) return made;
  try {
    made->save(options_.cache_folder / name, stamp);
  } catch (const Error& error) {
    report(options_.sink, Severity::note, fmt::format("{} not kept: {}", extension, error.message()), error.place());
  }
  return made;
}

const SuffixGuesser* WordAnalyzer::guesser() {
  if (guesser_tried_) return guesser_.get();
  guesser_tried_ = true;
  guesser_ = load_or_make<SuffixGuesser>("guesser", [this] {
    return std::make_unique<SuffixGuesser>(SuffixGuesser::train([this](const auto& f) {
      dictionary_->for_each_form(kTrainingForms, [&](const std::string& form, const std::string& lemma) {
        f(to_lower(form), to_lower(lemma));
      });
    }));
  });
  return guesser_.get();
}

const FormFilter* WordAnalyzer::forms() {
  if (forms_tried_) return forms_.get();
  forms_tried_ = true;
  forms_ = load_or_make<FormFilter>("forms", [this] {
    auto filter = std::make_unique<FormFilter>();
    dictionary_->for_every_form([&](const std::string& form, const std::string& prefixes) {
      filter->add(form, prefixes);
      if (settings_.splits_compounds) filter->add_beginnings(form);
    });
    return filter;
  });
  if (forms_) forms_->set_prefixes(dictionary_->prefixes());
  return forms_.get();
}

bool WordAnalyzer::accepts(const std::string& word) {
  AnalysisStore* const kept = store();
  if (kept) {
    if (const auto known = kept->accepted(word)) return *known;
  }
  const std::lock_guard lock(mutex_);
  load();
  const bool accepted = dictionary_ && dictionary_->accepts(word);
  if (kept && dictionary_ && flawless_) kept->add_accepted(word, accepted);
  return accepted;
}

void WordAnalyzer::open_dictionary() {
  const std::lock_guard lock(mutex_);
  load();
}

bool WordAnalyzer::compile_tables() {
  const std::lock_guard lock(mutex_);
  load();
  if (settings_.splits_compounds || !settings_.diacritics.empty()) forms();
  guesser();
  return dictionary_ != nullptr;
}

AnalysisLevel WordAnalyzer::level() const {
  const std::lock_guard lock(mutex_);
  const bool dictionary =
      loaded_ ? dictionary_ != nullptr
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
