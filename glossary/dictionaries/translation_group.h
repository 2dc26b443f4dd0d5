// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every bilingual or multilingual dictionary comes down to: groups of terms that mean the same, in two or more
// languages.

#include <functional>
#include <string>
#include <vector>

#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

/// Terms of one language within a group; the first is the most usual.
struct GroupSide {
  LanguageTag language{};
  std::vector<std::string> terms{};
  bool operator==(const GroupSide&) const = default;
};

/// One sense of a dictionary entry, or one concept of a lexicon.
struct TranslationGroup {
  std::vector<GroupSide> sides{};  ///< one per language
  PartOfSpeech part_of_speech = PartOfSpeech::other;
  std::string label{};  ///< subject label ("econ.") or sense, as printed
  bool operator==(const TranslationGroup&) const = default;

  const GroupSide* side(const LanguageTag& language) const;
};

using GroupSink = std::function<void(TranslationGroup)>;

}  // namespace termknit
