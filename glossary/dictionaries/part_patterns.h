// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How the lexicon's own two-part terms are made: from "customer service = Kundenservice = klientu apkalpošana" follows
// that what modifies as "customer ~" in English does so as "Kunden~" in German and as "klientu ~" in Latvian. Patterns
// stand in the compiled lexicon as groups of their own, found by modifier_key() and head_key(), so that a term nobody
// listed can be composed the way its neighbours are.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/dictionaries/translation_group.h"
#include "language/analyzer.h"

namespace termknit {

/// How a modifier stands to its head.
enum class Junction {
  glued,
  before,
  after,
  agreeing
};  // Kundenservice; klientu serviss; servis zákazníků; zákaznický servis

/// A modifier as it stands, with its lemma.
struct ModifierPattern {
  Junction junction = Junction::before;
  std::string form{};   ///< "kunden", "klientu", "zákazníků"; of an agreeing adjective the lemma
  std::string lemma{};  ///< folded
  bool operator==(const ModifierPattern&) const = default;
};

std::string format_pattern(const ModifierPattern& pattern);
/// Empty for text that format_pattern() did not write.
std::optional<ModifierPattern> parse_pattern(std::string_view text);

/// Keys that no term of a dictionary has.
std::string modifier_key(std::string_view lemma);
std::string head_key(std::string_view lemma);

/// The head of a term of a group of heads: "yhtiö".
std::string_view head_of_pattern(std::string_view term);

/// A term of two parts: its modifier, and its head as a word of its own.
struct TwoPartTerm {
  ModifierPattern modifier{};
  std::string head{};        ///< citation form
  std::string head_lemma{};  ///< folded
};

/// Empty for a term of one part, or of more than two.
std::optional<TwoPartTerm> split_term(Analyzer& analyzer, std::string_view term);

/// What a group's two-part terms say of modifiers and of heads; empty where fewer than two languages have one.
struct PartGroups {
  TranslationGroup modifiers{}, heads{};
  /// Keys for DictionaryBuilder::add, per side and term.
  std::vector<std::vector<std::vector<std::string>>> modifier_keys{}, head_keys{};
};
PartGroups part_groups(const std::vector<std::pair<LanguageTag, std::vector<TwoPartTerm>>>& terms);

}  // namespace termknit
