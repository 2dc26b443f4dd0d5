// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Terms composed in the target language's own way where no article attests one: a compound in German and Finnish, a
// genitive or an agreeing adjective in Czech and Latvian. Parts are joined as the lexicon's own terms of the same part
// are ("customer ~" = "klientu ~", part_patterns.h), else by the endings in data/languages/CODE/modifiers.tsv. What
// comes out is a suggestion: the dictionary is asked whether its words exist, and confidence stays low.

#include <map>
#include <string>
#include <vector>

#include "glossary/alignment/dictionary_evidence.h"
#include "glossary/dictionaries/part_patterns.h"
#include "glossary/evidence.h"
#include "language/language_resources.h"

namespace termknit {

/// Not thread-safe. Loads the target language's dictionary when it composes something.
class TermComposer : public EvidenceSource {
 public:
  /// Keeps references; both must outlive this object.
  TermComposer(LanguageResources& resources, const DictionaryEvidence& dictionaries);
  EvidenceKind kind() const override { return EvidenceKind::composition; }
  std::string name() const override { return "composition of parts"; }
  /// At most ten, for terms of two to four parts.
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const override;

 private:
  struct Ending {  ///< of a noun, and what stands in its place when the noun modifies another
    Junction junction = Junction::before;
    std::string ending{}, replacement{};
  };
  struct Composed;
  using Modifiers = std::vector<std::pair<ModifierPattern, double>>;
  using Heads = std::vector<std::pair<std::string, double>>;

  Modifiers modifiers(const TermQuery& query, std::size_t begin, std::size_t end, const LanguageTag& target) const;
  Heads heads(const TermQuery& query, std::size_t begin, std::size_t end, const LanguageTag& target) const;
  std::vector<ModifierPattern> as_modifier(const LanguageTag& language, const std::string& term, bool adjective) const;
  std::string join_parts(const LanguageTag& language, const ModifierPattern& modifier, const std::string& head) const;
  bool words_exist(const LanguageTag& language, const std::string& term) const;
  const std::vector<Ending>& endings(const LanguageTag& language) const;

  LanguageResources& resources_;
  const DictionaryEvidence& dictionaries_;
  mutable std::map<LanguageTag, std::vector<Ending>> endings_;
};

}  // namespace termknit
