// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The value of a field as one line for a person: in differences, conflicts and notes.

#include <string>

#include "glossary/entries/concept_entry.h"

namespace termknit {

std::string field_text(const std::string& value);
std::string field_text(PartOfSpeech value);
std::string field_text(Gender value);
std::string field_text(TermType value);
std::string field_text(AdministrativeStatus value);
std::string field_text(const SourcedText& value);
std::string field_text(const CrossReference& value);
std::string field_text(const Transaction& value);
std::string field_text(const DataCategory& value);

/// A value nobody stated: an empty string, `other`, `unspecified`.
bool is_unstated(const std::string& value);
bool is_unstated(PartOfSpeech value);
bool is_unstated(Gender value);
bool is_unstated(TermType value);
bool is_unstated(AdministrativeStatus value);

/// "de:Kunde, lv:klients": what a person knows an entry by; at most `most` terms.
std::string entry_label(const ConceptEntry& entry, std::size_t most = 3);

}  // namespace termknit
