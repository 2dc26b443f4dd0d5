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

/// headword TAB part-of-speech tag TAB inflection pattern TAB stem:END, form:INFIX or end:END TAB new ending [TAB
/// conditions: "form:END" the form ends so, "flags:ABC" one of these flags made it ("flags:-ABC": or none), "known" the
/// headword is a word of the dictionary, "also:END" so is the form with END for the end that "form:" names, "beside"
/// the headword is a second one only, "both" it is the first and the entry the second]. "stem:*" is the entry as it
/// stands.
struct HeadwordRule {
  enum class Where { stem_end, form_infix, form_end };
  std::string tag{};              ///< beginning of the dictionary's po: of the form; "-": any
  std::string inflection{};       ///< beginning of its is:, "?" for any character; "-": any
  Where where = Where::stem_end;  ///< what is replaced: `part` at the end, or the form from the last `part` on
  std::string part{};
  std::string ending{};
  std::string form_end{};  ///< what the form must end in besides; empty: anything
  std::string flags{};     ///< one of them made the form, or, with "-" in front, none; empty: any
  std::string also_end{};  ///< the word to be looked up besides ends so; empty: none
  bool known = false;      ///< the caller looks the headword up, and does without it if it is no word
  bool both = false;       ///< the entry is a key beside it (pl: zarządzanie, zarządzać)
  bool beside = false;  ///< the entry stays the lemma, the headword is a key beside it (sv: ökade of öka and ökad)

  bool operator==(const HeadwordRule&) const = default;
  /// True if the headword is made of the form, with whatever prefix stands in front of it.
  bool keeps_prefix() const { return where != Where::stem_end; }
  /// "greatest" of "greater": the word that must be one for the rule to hold; empty if there is no such condition.
  std::string also_word(std::string_view form) const;
  /// The headword, if the rule applies to this form of this entry.
  std::optional<std::string> apply(std::string_view form, std::string_view stem, std::string_view form_tag,
                                   std::string_view form_inflection, std::string_view form_flags = {}) const;
};

/// From the cells behind the setting's name. Empty if they are no rule.
std::optional<HeadwordRule> parse_headword_rule(const std::vector<std::string_view>& cells);

}  // namespace termknit
