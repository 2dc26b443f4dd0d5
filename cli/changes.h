// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Field changes as history and diff print them.

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/json.h"
#include "glossary/entries/entry_difference.h"

namespace termknit {

Json changes_json(const std::vector<FieldChange>& changes);
/// "de:Kunde status: admitted -> preferred; note: + seen by Anna"
std::string changes_line(const std::vector<FieldChange>& changes);
/// The same, a line each, indented.
void print_changes(Console& console, const std::vector<FieldChange>& changes);

}  // namespace termknit
