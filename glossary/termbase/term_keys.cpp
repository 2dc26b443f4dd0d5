// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/term_keys.h"

#include <algorithm>
#include <map>

#include "language/analyzer.h"

namespace termknit {

std::vector<TermKeys> make_keys(LanguageResources& resources, const std::vector<DesignationIn>& terms,
                                LanguageOrder order) {
  std::map<LanguageTag, std::vector<std::size_t>> by_language;
  for (std::size_t i = 0; i < terms.size(); ++i) by_language[terms[i].language].push_back(i);
  std::vector<TermKeys> keys(terms.size());
  const auto analyse = [&](const auto& group) {
    Analyzer analyzer(resources, group.first);
    for (const std::size_t i : group.second) keys[i] = make_term_keys(analyzer, terms[i].designation);
  };
  if (order == LanguageOrder::forwards) {
    std::for_each(by_language.begin(), by_language.end(), analyse);
  } else {
    std::for_each(by_language.rbegin(), by_language.rend(), analyse);
  }
  return keys;
}

}  // namespace termknit
