// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// Makes every text of an entry from outside text as this program keeps it: clean_text() of language/text.h.
void clean_entry(ConceptEntry& entry);

}  // namespace termknit
