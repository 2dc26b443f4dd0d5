// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/form_analyzer.h"

#include <algorithm>
#include <functional>

#include <libstemmer.h>

#include "core/file.h"
#include "core/tsv.h"
#include "language/diacritics.h"
#include "language/letter_case.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCachedReadings = 20'000;
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

/// A dictionary that takes any number for a word would find two in 0,00694444.
bool has_letter(std::string_view form) {
  return std::any_of(form.begin(), form.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
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

}  // namespace

FormAnalyzer::FormAnalyzer(const LanguageSettings& settings, const fs::path& folder, CompiledTables& tables,
                           std::unique_ptr<Dictionary> dictionary, const DiagnosticSink& sink)
    : settings_(settings), folder_(folder), tables_(tables), dictionary_(std::move(dictionary)) {
  if (dictionary_ && settings_.splits_compounds) {
    splitter_ = std::make_unique<CompoundSplitter>(
        WordsOfLanguage{
            .readings = [this](const std::string& piece) -> const std::vector<Reading>& { return lookup_piece(piece); },
            .accepts = [this](const std::string& word) { return dictionary_->accepts(word); },
            .may_have_readings = [this](std::string_view piece) { return may_be_form(piece); },
            .any_may_have_readings =
                [this](std::span<const std::string_view> pieces) {
                  const FormFilter* filter = tables_.forms(dictionary_.get());
                  return !filter || filter->may_contain_any(pieces);
                },
            .may_begin =
                [this](std::string_view text) {
                  const FormFilter* filter = tables_.forms(dictionary_.get());
                  return !filter || filter->may_begin(text);
                }},
        settings_, folder_, sink);
  }
  read_whole_words(sink);
  if (!settings_.snowball.empty()) stemmer_ = sb_stemmer_new(settings_.snowball.c_str(), "UTF_8");
  exceptions_.read(folder_ / "exceptions.tsv", sink);
}

FormAnalyzer::~FormAnalyzer() {
  if (stemmer_) sb_stemmer_delete(stemmer_);
}

void FormAnalyzer::add_lemma(WordAnalysis& analysis, const std::string& lemma) {
  if (lemma.empty() || lemma.find_first_of(" \t\n") != lemma.npos) return;
  if (std::find(analysis.lemmas.begin(), analysis.lemmas.end(), lemma) == analysis.lemmas.end())
    analysis.lemmas.push_back(lemma);
}

/// no_compounds.txt: "elokuu", "*lainen", "kaksi*inen".
void FormAnalyzer::read_whole_words(const DiagnosticSink& sink) {
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

bool FormAnalyzer::is_whole_word(const std::string& lemma) const {
  if (whole_words_.empty() && whole_patterns_.empty()) return false;
  const std::string folded = fold(lemma);
  return whole_words_.contains(folded) ||
         std::any_of(whole_patterns_.begin(), whole_patterns_.end(), [&](const auto& ends) {
           return folded.size() >= ends.first.size() + ends.second.size() && folded.starts_with(ends.first) &&
                  folded.ends_with(ends.second);
         });
}

std::vector<Reading> FormAnalyzer::lookup(const std::string& form) {
  return dictionary_ ? dictionary_->readings(form) : std::vector<Reading>();
}

/// Whole words come once, as the analysis is kept; pieces of them come again and again.
const std::vector<Reading>& FormAnalyzer::lookup_piece(const std::string& piece) {
  if (const auto it = piece_readings_.find(piece); it != piece_readings_.end()) return it->second;
  return piece_readings_.emplace(piece, lookup(piece)).first->second;
}

/// Nearly all pieces of a word are no words.
bool FormAnalyzer::may_be_form(std::string_view lower) {
  const FormFilter* filter = tables_.forms(dictionary_.get());
  return !filter || filter->may_contain(lower);
}

/// As printed, then small, then with a capital.
std::vector<Reading> FormAnalyzer::known_readings(const std::string& form) {
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

/// What hyphens join comes again and again: Online-Hilfe, Online-Konto.
const std::vector<Reading>& FormAnalyzer::readings_of_component(const std::string& word) {
  if (const auto it = component_readings_.find(word); it != component_readings_.end()) return it->second;
  return component_readings_.emplace(word, known_readings(word)).first->second;
}

WordAnalysis FormAnalyzer::analyze(const std::string& form) {
  if (piece_readings_.size() > kCachedReadings) piece_readings_.clear();
  if (component_readings_.size() > kCachedReadings) component_readings_.clear();
  if (form.size() > 1 && form.front() == '-') return of_ending(form);
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

/// "-diensten", as glossaries list what ends a word: what is said of the word behind the hyphen.
WordAnalysis FormAnalyzer::of_ending(const std::string& form) {
  WordAnalysis analysis = analyze(form.substr(1));
  for (std::string& lemma : analysis.lemmas) lemma.insert(0, 1, '-');
  analysis.parts.clear();  // their surfaces would not make up the word as written
  return analysis;
}

/// Part of speech and gender of a lemma that an exception names.
Reading FormAnalyzer::reading_of_lemma(const std::string& lemma) {
  for (Reading& reading : known_readings(lemma)) {
    if (reading.lemma == lemma) return std::move(reading);
  }
  Reading reading{.lemma = lemma};
  add_by_suffix(settings_, reading);
  return reading;
}

std::optional<WordAnalysis> FormAnalyzer::from_exceptions(const std::string& form) {
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

std::optional<WordAnalysis> FormAnalyzer::from_dictionary(const std::string& form) {
  std::vector<Reading> readings = known_readings(form);
  if (readings.empty()) return std::nullopt;
  return from_readings(form, std::move(readings), AnalysisSource::dictionary);
}

WordAnalysis FormAnalyzer::from_readings(const std::string& form, std::vector<Reading> readings,
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
void FormAnalyzer::add_parts_of_noun(const std::string& form, WordAnalysis& analysis) {
  if (!splitter_ || !analysis.parts.empty() || !analysis.parts_of_speech.contains(PartOfSpeech::noun) ||
      code_points(form) < kShortestListedCompound)
    return;
  if (auto split = splitter_->split(form)) analysis.parts = std::move(split->parts);
}

std::optional<WordAnalysis> FormAnalyzer::from_hyphen(const std::string& form) {
  const std::size_t hyphen = form.rfind('-');
  if (hyphen == form.npos || hyphen == 0 || hyphen + 1 == form.size()) return std::nullopt;
  const std::string last = form.substr(hyphen + 1);
  const std::vector<Reading>& readings = readings_of_component(last);
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
  const std::vector<Reading>& first_readings = readings_of_component(first);
  analysis.parts.push_back(
      {first + "-",
       first_readings.empty() ? first : from_readings(first, first_readings, AnalysisSource::dictionary).lemma()});
  analysis.parts.push_back({last, head.lemma});
  return analysis;
}

std::optional<WordAnalysis> FormAnalyzer::from_compound(const std::string& form) {
  if (!splitter_ || !has_letter(form)) return std::nullopt;
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
std::optional<WordAnalysis> FormAnalyzer::from_spelling_variants(const std::string& form) {
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
std::optional<WordAnalysis> FormAnalyzer::from_missing_diacritics(const std::string& form) {
  if (settings_.diacritics.empty() || form.size() < kShortestUnaccented) return std::nullopt;
  const FormFilter* filter = tables_.forms(dictionary_.get());
  if (!filter) return std::nullopt;
  std::optional<WordAnalysis> analysis;
  for (const std::string& spelling : with_diacritics(
           form, settings_.diacritics, [&](const std::string& word) { return filter->may_contain(word); },
           [&](std::string_view beginning) { return filter->may_begin(beginning); })) {
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

}  // namespace termknit
