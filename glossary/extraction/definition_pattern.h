// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sentences that say what a term means, by how they open: "X is a ...", "Unter X versteht man ...", "X ir ...".

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/analyzer.h"

namespace termknit {

/// The patterns of one language (data/languages/CODE/definition_patterns.txt).
class DefinitionPatterns {
 public:
  /// `profile` must outlive this. A line without an X as a word of its own lists the articles of the language.
  explicit DefinitionPatterns(const LanguageProfile& profile);

  /// True if the sentence opens as a pattern does, with these (folded) words as X, and goes on with a noun phrase:
  /// "Klienti ir neapmierināti ar ..." defines nothing. An article and an adjective may stand in front of the pattern,
  /// an article between its words and the term.
  /// `nominative`: the words are the term's own form; in another case it is not what the sentence is about (fi:
  /// "Käyttäjän on valittava").
  bool define(std::span<const Token> sentence, const std::vector<std::string>& term, bool nominative = true) const;

 private:
  struct Pattern {
    std::vector<std::string> before{}, after{};  ///< folded words in front of and behind the term
  };
  bool fits(const Pattern& pattern, std::span<const Token> sentence, const std::vector<std::string>& term) const;
  bool may_stand_in_front(const Token& token) const;
  bool noun_phrase_at(std::span<const Token> sentence, std::size_t at) const;

  const LanguageProfile& profile_;
  std::vector<Pattern> patterns_;
  StringSet articles_;
};

}  // namespace termknit
