// SPDX-License-Identifier: GPL-3.0-or-later
// FormAnalyzer: words that no dictionary knows, by their endings, the trained guesser, a light suffix or a stemmer.

#include <algorithm>

#include <libstemmer.h>

#include "language/form_analyzer.h"
#include "language/letter_case.h"
#include "language/suffix_guesser.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kShortestStem = 3;  // letters that a light suffix leaves
constexpr std::size_t kLongSuffix = 7;
constexpr std::size_t kShortestEnding = 6;  // bytes of a listed form that may end a compound

}  // namespace

std::optional<std::string> FormAnalyzer::snowball(const std::string& folded) {
  if (!stemmer_ || folded.size() > 200) return std::nullopt;
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(folded.data()), static_cast<int>(folded.size()));
  if (!stem) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
}

/// Consonant gradation: the stems of one word in all its grades share a second key.
void FormAnalyzer::add_grade(WordAnalysis& analysis, const std::string& lower) const {
  const std::string stem = analysis.lemmas.empty() ? lower : to_lower(analysis.lemmas.front());
  for (const auto& [end, shared] : settings_.light_finals) {
    if (!stem.ends_with(end)) continue;
    if (analysis.lemmas.empty()) analysis.lemmas.push_back(stem);
    add_lemma(analysis, stem.substr(0, stem.size() - end.size()) + shared);
    return;
  }
}

/// By a long suffix: short ones end nouns too (Tisch, Essig).
bool FormAnalyzer::is_adjective_by_ending(const std::string& lemma) const {
  return settings_.pos_suffixes.longest(lemma, [](std::string_view ending, PartOfSpeech pos) {
    return pos == PartOfSpeech::adjective && ending.size() >= kLongSuffix;
  }) != nullptr;
}

std::optional<std::string> FormAnalyzer::by_light_suffix(const std::string& lower) const {
  std::size_t cut = 0;
  const std::string* replacement =
      settings_.light_suffixes.longest(lower, [&](std::string_view suffix, const std::string& instead) {
        const bool leaves_stem = code_points(lower) - code_points(suffix) + code_points(instead) >= kShortestStem;
        if (leaves_stem) cut = suffix.size();
        return leaves_stem;
      });
  if (!replacement) return std::nullopt;
  return lower.substr(0, lower.size() - cut) + *replacement;
}

/// Kundenkonten as Konten, where nouns are joined.
std::optional<WordAnalysis> FormAnalyzer::from_exception_ending(const std::string& form) {
  if (!settings_.splits_compounds || !is_capitalised(form)) return std::nullopt;
  const std::string folded = fold(form);
  for (std::size_t at = kShortestStem; at + kShortestEnding <= folded.size(); ++at) {
    const std::vector<std::string> heads = exceptions_.lemmas(std::string_view(folded).substr(at));
    if (heads.empty() || !is_capitalised(heads.front())) continue;
    const std::string head = to_lower(heads.front());
    WordAnalysis analysis;
    analysis.source = AnalysisSource::exception;
    analysis.lemmas.push_back(to_title(folded.substr(0, at) + head));
    const Reading reading = reading_of_lemma(heads.front());
    analysis.parts_of_speech = reading.parts_of_speech;
    analysis.gender = reading.gender;
    return analysis;
  }
  return std::nullopt;
}

WordAnalysis FormAnalyzer::from_guesser(const std::string& form) {
  WordAnalysis analysis;
  const std::string lower = to_lower(form);
  const bool capital = is_capitalised(form);
  const bool has_letters = std::any_of(lower.begin(), lower.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
  const bool has_digits = std::any_of(lower.begin(), lower.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!has_letters || has_digits || is_all_capitals(form)) {
    analysis.lemmas.push_back(form);
    return analysis;
  }
  if (auto found = from_exception_ending(form)) return *found;
  const auto set = [&](const std::string& lemma, AnalysisSource source) {
    // "Kundenorientierte" begins a sentence; no noun ends like that.
    const bool noun = capital && !(settings_.nouns_capitalised && is_adjective_by_ending(lemma));
    Reading reading{.lemma = noun ? to_title(lemma) : lemma};
    add_by_suffix(settings_, reading);
    analysis.lemmas.push_back(reading.lemma);
    analysis.parts_of_speech = reading.parts_of_speech;
    analysis.gender = reading.gender;
    analysis.source = source;
  };
  if (const SuffixGuesser* trained = tables_.guesser(dictionary_.get())) {
    // Where the guesser says that a word stays as it is, a rule that somebody wrote knows better.
    const auto lemma = trained->lemma(lower);
    if (lemma && (*lemma != lower || settings_.light_suffixes.empty())) set(*lemma, AnalysisSource::guesser);
  }
  if (analysis.lemmas.empty()) {
    if (const auto lemma = by_light_suffix(lower)) set(*lemma, AnalysisSource::guesser);
    add_grade(analysis, lower);
  }
  if (const auto stem = snowball(fold(form)); stem && !dictionary_) {
    if (analysis.lemmas.empty()) {
      set(*stem, AnalysisSource::stemmer);
    } else {
      add_lemma(analysis, *stem);
    }
  }
  if (analysis.lemmas.empty()) set(lower, AnalysisSource::none);
  return analysis;
}

}  // namespace termknit
