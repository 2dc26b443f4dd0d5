// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

/// The nominative singular of an adjective that agrees with `noun` (nominative singular): zákaznický + servis, spokojená + zákaznice,
/// apmierināta + klientu. `lemma` is the adjective's dictionary form, `observed` a form seen in text (tells definite from indefinite in Latvian).
/// Empty where the language has no agreement or no rule here; then the word stays as it was seen.
std::optional<std::string> agreeing_adjective(const LanguageTag& language, std::string_view lemma, std::string_view noun, Gender gender,
                                              std::string_view observed);

}  // namespace termknit
