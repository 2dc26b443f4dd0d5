// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Headwords that a dictionary hides in another word's paradigm. The Latvian one files feminine nouns, diminutives and
// reflexive action nouns (prezidente, kastīte, iepirkšanās) under prezidents, kaste, iepirkt; in a glossary they are
// words of their own.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// headword TAB part-of-speech tag TAB inflection pattern TAB stem:END or form:INFIX TAB new ending.
struct HeadwordRule {
  std::string tag{};         ///< beginning of the dictionary's po: of the form
  std::string inflection{};  ///< beginning of its is:, "?" for any character; "-": any
  bool from_form = false;    ///< replace from the last `part` of the form on; else `part` at the end of the stem
  std::string part{};
  std::string ending{};

  bool operator==(const HeadwordRule&) const = default;
  /// The headword, if the rule applies to this form of this entry.
  std::optional<std::string> apply(std::string_view form, std::string_view stem, std::string_view form_tag,
                                   std::string_view form_inflection) const;
};

/// From the cells behind the setting's name. Empty if they are no rule.
std::optional<HeadwordRule> parse_headword_rule(const std::vector<std::string_view>& cells);

}  // namespace termknit
