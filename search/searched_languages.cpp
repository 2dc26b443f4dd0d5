// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searched_languages.h"

namespace termknit {

std::vector<LanguageTag> searched_languages(IndexSet& indexes) {
  const std::uint32_t least = indexes.article_count() / 200;
  std::vector<LanguageTag> languages;
  for (const auto& [language, articles] : indexes.languages()) {
    if (articles >= least) languages.push_back(language);
  }
  if (languages.empty()) languages.emplace_back();
  return languages;
}

}  // namespace termknit
