// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/agreement.h"

#include <algorithm>

namespace termknit {
namespace {

bool ends_with_any(std::string_view word, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) { return word.ends_with(ending); });
}

}  // namespace

std::optional<std::string> agreeing_adjective(const LanguageProfile& profile, std::string_view lemma,
                                              std::string_view noun, Gender gender, std::string_view observed) {
  const bool definite = ends_with_any(observed, profile.definite_endings);
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
