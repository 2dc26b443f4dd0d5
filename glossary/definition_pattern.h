// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sentences that say what a term means, by how they open: "X is a ...", "Unter X versteht man ...", "X ir ...".

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/analyzer.h"

namespace termknit {

/// "Unter X versteht man": the words in front of and behind the term, folded.
class DefinitionPattern {
 public:
  /// Without an X as a word of its own it fits nothing.
  explicit DefinitionPattern(std::string_view text);

  /// True if the sentence opens so with these (folded) words as X, and goes on with a noun phrase: "Klienti ir
  /// neapmierināti ar ..." defines nothing. One word may stand between the pattern and the term, two before both: an
  /// article, an adjective.
  bool fits(std::span<const Token> sentence, const std::vector<std::string>& term,
            const LanguageProfile& profile) const;

 private:
  std::vector<std::string> before_, after_;
  bool valid_ = false;
};

}  // namespace termknit
