// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// The entry with every text as the termbase keeps it (see clean_text() of language/text.h). For entries that are read
/// as they were written; other readers of files clean as they read.
ConceptEntry clean_entry(ConceptEntry entry);

/// The same for what people or programs type: terms without blanks around them.
ConceptEntry clean_typed_entry(ConceptEntry entry);

}  // namespace termknit
