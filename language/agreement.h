// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/language_profile.h"
#include "language/word_analysis.h"

namespace termknit {

/// Latvian adjectives tell a known thing from any by their endings (tiešais, tiešs); some endings do not say.
enum class Definiteness { definite, indefinite, either };

/// By `definite_endings` of the profile; those with "?" in front may be either.
Definiteness definiteness_of(const LanguageProfile& profile, std::string_view form);

/// The nominative of an adjective that agrees with `noun` (itself in the nominative), by the profile's rules:
/// zákaznický + servis, zákaznická + spokojenost. `lemma` is the adjective's dictionary form, `observed` a form seen in
/// text (tells definite from indefinite). Empty where no rule fits: then the word stays as it was seen.
std::optional<std::string> agreeing_adjective(const LanguageProfile& profile, std::string_view lemma,
                                              std::string_view noun, Gender gender, std::string_view observed);

}  // namespace termknit
