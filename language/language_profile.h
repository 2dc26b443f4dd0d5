// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The small hand-written facts about a language that term extraction and citation forms need: data/languages/CODE/.

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "language/language_tag.h"

namespace termknit {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using StringSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

struct LanguageProfile {
  LanguageTag language{};
  StringSet stop_words{};                          ///< folded forms
  StringSet inner_words{};                         ///< folded function words allowed inside a term ("of", "für", "na")
  StringSet abbreviations{};                       ///< folded, with their final full stop
  std::vector<std::string> definition_patterns{};  ///< sentences with X for the term ("Unter X versteht man")
  bool is_stop_word(std::string_view folded) const { return stop_words.find(folded) != stop_words.end(); }
  bool is_inner_word(std::string_view folded) const { return inner_words.find(folded) != inner_words.end(); }
};

}  // namespace termknit
