// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The part of a Hunspell word list that can answer for one word. Where words are made by affixes only, an entry begins
// with the letter its form begins with, or the letter behind a prefix; a twentieth of the list, then, says all there is
// to say of a form, and is loaded in a twentieth of the time (Czech: 145 ms for the whole).

#include <optional>
#include <string>
#include <string_view>

#include "language/affix_file.h"
#include "language/language_profile.h"

namespace termknit {

/// First letters, in small letters and without diacritics, that an entry of `form` (UTF-8, any case) can have; empty
/// optional where nothing can be told: compounding dictionaries, forms with anything but letters in them.
std::optional<StringSet> entry_letters(std::string_view form, const AffixFile& affixes);

/// The word list (.dic, in the encoding of `affixes`) with only the entries that begin with one of `letters`, and those
/// that a rule can cut off whole; in their order, under a count of their own.
std::string slice_of(std::string_view word_list, const StringSet& letters, const AffixFile& affixes);

}  // namespace termknit
