// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the writers of flat formats (one line or one row a pair of terms) have in common.

#include <string>
#include <string_view>
#include <vector>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// Valid UTF-8 without control characters other than tab and line feed; CR and CRLF become LF.
std::string printable_text(std::string_view text);
/// The same on one line: white space is one blank, none at the ends.
std::string one_line_text(std::string_view text);

/// The terms that may be used, preferred ones first: neither deprecated nor superseded, not empty.
std::vector<const Term*> usable_terms(const LanguageSection& section);
/// The deprecated and superseded ones.
std::vector<const Term*> retired_terms(const LanguageSection& section);

/// The first definition of the section, else of the concept; empty if there is none.
std::string definition_of(const ConceptEntry& entry, const LanguageSection& section);

/// True if there is at least one language section, every one has a term, and no term is blank.
bool has_terms(const ConceptEntry& entry);

}  // namespace termknit
