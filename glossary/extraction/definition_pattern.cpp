// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/definition_pattern.h"

#include <algorithm>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kWordsInFront = 2, kWordsToNoun = 4;

bool stands_at(std::span<const Token> sentence, std::size_t at, const std::vector<std::string>& words) {
  if (at + words.size() > sentence.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (sentence[at + i].folded != words[i]) return false;
  }
  return true;
}

bool is_figure(const Token& token) {
  return !token.folded.empty() && token.folded.front() >= '0' && token.folded.front() <= '9';
}

}  // namespace

DefinitionPatterns::DefinitionPatterns(const LanguageProfile& profile) : profile_(profile) {
  for (const std::string& text : profile.definition_patterns) {
    Pattern pattern;
    bool has_term = false;
    for (const std::string_view word : split(text, ' ')) {
      if (word == "X" && !has_term) {
        has_term = true;
      } else if (!word.empty()) {
        (has_term ? pattern.after : pattern.before).push_back(fold(word));
      }
    }
    if (has_term) {
      patterns_.push_back(std::move(pattern));
    } else {
      articles_.insert(pattern.before.begin(), pattern.before.end());
    }
  }
}

bool DefinitionPatterns::define(std::span<const Token> sentence, const std::vector<std::string>& term,
                                bool nominative) const {
  return !term.empty() && std::any_of(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
    return (nominative || !pattern.before.empty()) && fits(pattern, sentence, term);
  });
}

bool DefinitionPatterns::fits(const Pattern& pattern, std::span<const Token> sentence,
                              const std::vector<std::string>& term) const {
  for (std::size_t start = 0; start <= kWordsInFront && start < sentence.size(); ++start) {
    if (start > 0 && !may_stand_in_front(sentence[start - 1])) return false;
    if (!stands_at(sentence, start, pattern.before)) continue;
    for (std::size_t gap = 0; gap <= (pattern.before.empty() ? 0U : 1U); ++gap) {
      const std::size_t at = start + pattern.before.size() + gap;
      if (!stands_at(sentence, at, term) || !stands_at(sentence, at + term.size(), pattern.after)) continue;
      if (pattern.after.empty() || noun_phrase_at(sentence, at + term.size() + pattern.after.size())) return true;
    }
  }
  return false;
}

/// An article or an adjective; not "when", "for example", "before".
bool DefinitionPatterns::may_stand_in_front(const Token& token) const {
  using enum PartOfSpeech;
  if (profile_.is_stop_word(token.folded)) return articles_.contains(token.folded);
  const PartOfSpeechSet& parts = token.analysis->parts_of_speech;
  return parts.empty() || parts.contains(adjective) || parts.contains(noun) || parts.contains(proper_noun);
}

/// A noun, with nothing but its article and adjectives in front of it.
bool DefinitionPatterns::noun_phrase_at(std::span<const Token> sentence, std::size_t at) const {
  using enum PartOfSpeech;
  for (std::size_t i = at; i < std::min(sentence.size(), at + kWordsToNoun); ++i) {
    const Token& token = sentence[i];
    if (profile_.is_stop_word(token.folded)) {
      if (i > at || !articles_.contains(token.folded)) return false;
      continue;
    }
    if (is_figure(token)) return false;
    const PartOfSpeechSet& parts = token.analysis->parts_of_speech;
    if (parts.empty() || parts.contains(noun) || parts.contains(proper_noun)) return true;
    if (!parts.contains(adjective) && !parts.contains(adverb)) return false;
  }
  return false;
}

}  // namespace termknit
