// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Names that everybody knows: countries, international bodies by their acronyms, and symbols of units. They are in
// every text, and terms of none.

#include <filesystem>
#include <string_view>

#include "language/language_profile.h"
#include "language/language_tag.h"

namespace termknit {

class NameList {
 public:
  NameList() = default;
  /// data/names/organisations.txt and units.txt of the data folder, and the countries as this language calls them.
  NameList(const std::filesystem::path& data_folder, const LanguageTag& language);

  /// `form` as it was printed: EU, EU-27, but not "eu"; `lemma` folded, for a name in another case than the
  /// nominative.
  bool contains(std::string_view form, std::string_view lemma) const;
  /// "mg", as it was printed.
  bool is_unit(std::string_view form) const { return units_.find(form) != units_.end(); }

 private:
  StringSet units_{};
  StringSet acronyms_{};   ///< as printed
  StringSet countries_{};  ///< folded, of one word
};

}  // namespace termknit
