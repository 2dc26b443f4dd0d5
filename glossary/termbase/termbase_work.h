// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Work on several entries of a termbase at once, each in one transaction that one undo() reverts.

#include <string>
#include <string_view>
#include <vector>

#include "glossary/entries/merge_entries.h"
#include "glossary/termbase/termbase.h"

namespace termknit {

/// Merges the entries of `ids` into the first (see merge_entries.h), deletes the others, and turns references of other
/// entries to them to the first. Returns the merged entry. Throws Error: not_found, usage (fewer than two ids, or one
/// twice). Costs a pass over all entries.
ConceptEntry merge_in_termbase(Termbase& termbase, LanguageResources& resources, const std::vector<std::string>& ids,
                               std::string_view who);

/// Moves `terms` into a new entry, with a cross reference both ways. Returns the new id. Throws as split_entry().
std::string split_in_termbase(Termbase& termbase, const std::string& id, const std::vector<TermName>& terms,
                              std::string_view who);

}  // namespace termknit
