// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Headwords that a dictionary hides in another word's paradigm. The Latvian one files feminine nouns, diminutives and
// reflexive action nouns (prezidente, kastīte, iepirkšanās) under prezidents, kaste, iepirkt, the Lithuanian one action
// nouns (pardavimas) under their verbs; in a glossary they are words of their own.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// headword TAB part-of-speech tag TAB inflection pattern TAB stem:END, form:INFIX or end:END TAB new ending.
struct HeadwordRule {
  enum class Where { stem_end, form_infix, form_end };
  std::string tag{};              ///< beginning of the dictionary's po: of the form; "-": any
  std::string inflection{};       ///< beginning of its is:, "?" for any character; "-": any
  Where where = Where::stem_end;  ///< what is replaced: `part` at the end, or the form from the last `part` on
  std::string part{};
  std::string ending{};

  bool operator==(const HeadwordRule&) const = default;
  /// True if the headword is made of the form, with whatever prefix stands in front of it.
  bool keeps_prefix() const { return where != Where::stem_end; }
  /// The headword, if the rule applies to this form of this entry.
  std::optional<std::string> apply(std::string_view form, std::string_view stem, std::string_view form_tag,
                                   std::string_view form_inflection) const;
};

/// From the cells behind the setting's name. Empty if they are no rule.
std::optional<HeadwordRule> parse_headword_rule(const std::vector<std::string_view>& cells);

}  // namespace termknit
