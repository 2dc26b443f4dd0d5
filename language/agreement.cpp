// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/agreement.h"

#include <algorithm>

namespace termknit {
namespace {

bool ends_with_any(std::string_view word, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) { return word.ends_with(ending); });
}

}  // namespace

Definiteness definiteness_of(const LanguageProfile& profile, std::string_view form) {
  std::size_t longest = 0;
  Definiteness found = Definiteness::indefinite;
  for (const std::string& entry : profile.definite_endings) {
    const bool unsure = entry.starts_with("?");
    const std::string_view ending = std::string_view(entry).substr(unsure ? 1 : 0);
    if (ending.size() <= longest || !form.ends_with(ending)) continue;
    longest = ending.size();
    found = unsure ? Definiteness::either : Definiteness::definite;
  }
  return found;
}

std::optional<std::string> agreeing_adjective(const LanguageProfile& profile, std::string_view lemma,
                                              std::string_view noun, Gender gender, std::string_view observed) {
  const bool definite = definiteness_of(profile, observed) == Definiteness::definite;
  for (const AgreementRule& rule : profile.agreement) {
    const bool fits = lemma.ends_with(rule.lemma_end) &&
                      (rule.gender == Gender::unspecified || rule.gender == gender) &&
                      (rule.noun_endings.empty() || ends_with_any(noun, rule.noun_endings)) &&
                      (rule.definite < 0 || (rule.definite == 1) == definite);
    if (fits) return std::string(lemma.substr(0, lemma.size() - rule.lemma_end.size())) + rule.new_end;
  }
  return std::nullopt;
}

}  // namespace termknit
