// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/dictionaries/translation_group.h"

#include <algorithm>

namespace termknit {

const GroupSide* TranslationGroup::side(const LanguageTag& language) const {
  const auto it =
      std::find_if(sides.begin(), sides.end(), [&](const GroupSide& side) { return side.language == language; });
  return it == sides.end() ? nullptr : &*it;
}

}  // namespace termknit
