// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the verbs on the termbase have in common: opening it, reading terms and words from the command line, printing an
// entry.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/session.h"
#include "glossary/entries/merge_entries.h"
#include "glossary/termbase/termbase.h"

namespace termknit {

/// Who changes things, for the history: $USER.
std::string user();

/// Empty if the project has no termbase.
std::optional<Termbase> open_termbase(Session& session, bool read_only);
/// The same, made if there is none.
Termbase make_termbase(Session& session);

/// The glossary of this name beside the termbase, made if there is none, for writing.
Termbase make_glossary(Session& session, const std::string& name);

/// "de:Kundenservice" in its parts, cleaned. Throws Error(usage).
TermName parse_term_name(const std::string& text);
/// "de:Kunde=preferred" in its parts; the last "=" counts. Throws Error(usage).
std::pair<TermName, std::string> parse_term_value(const std::string& text);

// By the words that --help lists. Throw Error(usage).
AdministrativeStatus parse_status(const std::string& word);
PartOfSpeech parse_part_of_speech(const std::string& word);
Gender parse_gender(const std::string& word);
TermType parse_term_type(const std::string& word);

const std::vector<std::string>& status_words();
const std::vector<std::string>& part_of_speech_words();

/// One JSON line, or a screenful for people.
void print_entry(Console& console, const ConceptEntry& entry);

/// Says that there is no such entry. Returns the exit code for it.
int no_such_entry(Session& session, const std::string& id);

}  // namespace termknit
