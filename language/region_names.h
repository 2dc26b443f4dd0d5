// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the countries of the world are called in a language.

#include <string>
#include <vector>

#include "language/language_tag.h"

namespace termknit {

/// "Deutschland", "Vereinigte Staaten"; empty for a language ICU does not know.
std::vector<std::string> region_names(const LanguageTag& language);

}  // namespace termknit
