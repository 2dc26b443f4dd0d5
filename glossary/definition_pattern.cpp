// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/definition_pattern.h"

#include <algorithm>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kWordsInFront = 2, kWordsBetween = 1, kWordsToNoun = 4;

bool stands_at(std::span<const Token> sentence, std::size_t at, const std::vector<std::string>& words) {
  if (at + words.size() > sentence.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (sentence[at + i].folded != words[i]) return false;
  }
  return true;
}

/// A noun, with nothing but its article and adjectives in front of it.
bool noun_phrase_at(std::span<const Token> sentence, std::size_t at, const LanguageProfile& profile) {
  using enum PartOfSpeech;
  for (std::size_t i = at; i < std::min(sentence.size(), at + kWordsToNoun); ++i) {
    if (profile.is_stop_word(sentence[i].folded)) {
      if (i > at) return false;
      continue;
    }
    const PartOfSpeechSet& parts = sentence[i].analysis->parts_of_speech;
    if (parts.empty() || parts.contains(noun) || parts.contains(proper_noun)) return true;
    if (!parts.contains(adjective) && !parts.contains(adverb)) return false;
  }
  return false;
}

}  // namespace

DefinitionPattern::DefinitionPattern(std::string_view text) {
  for (const std::string_view word : split(text, ' ')) {
    if (word == "X" && !valid_) {
      valid_ = true;
    } else if (!word.empty()) {
      (valid_ ? after_ : before_).push_back(fold(word));
    }
  }
}

bool DefinitionPattern::fits(std::span<const Token> sentence, const std::vector<std::string>& term,
                             const LanguageProfile& profile) const {
  if (!valid_ || term.empty()) return false;
  for (std::size_t start = 0; start <= kWordsInFront; ++start) {
    if (!stands_at(sentence, start, before_)) continue;
    for (std::size_t gap = 0; gap <= (before_.empty() ? 0 : kWordsBetween); ++gap) {
      const std::size_t at = start + before_.size() + gap;
      if (!stands_at(sentence, at, term) || !stands_at(sentence, at + term.size(), after_)) continue;
      if (after_.empty() || noun_phrase_at(sentence, at + term.size() + after_.size(), profile)) return true;
    }
  }
  return false;
}

}  // namespace termknit
