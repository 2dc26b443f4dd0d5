// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/region_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace termknit {

std::vector<std::string> region_names(const LanguageTag& language) {
  const icu::Locale own(language.language().str().c_str());
  std::vector<std::string> names;
  for (const char* const* code = icu::Locale::getISOCountries(); *code; ++code) {
    icu::UnicodeString display;
    icu::Locale("", *code).getDisplayCountry(own, display);
    std::string name;
    display.toUTF8String(name);
    if (name != *code) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace termknit
