// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words for the closed lists of the data model, as tables write them and as other tools spell them.

#include <optional>
#include <string>
#include <string_view>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// "noun", "proper noun", "verb", "adjective", "adverb", "function word", "number"; empty for `other`.
std::string_view part_of_speech_name(PartOfSpeech part_of_speech);
/// "masculine", "feminine", "neuter", "other"; empty if unspecified.
std::string_view gender_name(Gender gender);
/// "full form", "acronym", "abbreviation", "short form", "variant", "phrase"; empty if unspecified.
std::string_view term_type_name(TermType type);

/// Read what the functions above and status_name() give, the values of TBX ("properNoun", "preferredTerm-admn-sts") and
/// common words of other tools ("n", "forbidden", "obsolete", "Substantiv"), whatever their case, blanks, hyphens and
/// underscores. An empty text is the value for "not stated"; no value at all: not understood.
std::optional<PartOfSpeech> parse_part_of_speech(std::string_view text);
std::optional<Gender> parse_gender(std::string_view text);
std::optional<TermType> parse_term_type(std::string_view text);
std::optional<AdministrativeStatus> parse_status(std::string_view text);

/// `text` for comparing names: folded, ASCII blanks and punctuation out. "Concept ID", "concept_id" and "ConceptID" are
/// one.
std::string name_key(std::string_view text);

}  // namespace termknit
