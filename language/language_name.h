// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/language_tag.h"

namespace termknit {

/// The language that a column or a field of a file is about: a tag of a language that CLDR knows ("de", "en_US",
/// "deu"), or its name in English, German or itself, with or without a region: "Deutsch", "Latvian", "English (United
/// States)", "English_United_States" (memoQ). Case does not matter. Empty for everything else.
std::optional<LanguageTag> language_by_name(std::string_view text);

/// "German", "English (United States)": the name of a language in English; the tag itself if CLDR has none.
std::string english_name(const LanguageTag& language);

}  // namespace termknit
