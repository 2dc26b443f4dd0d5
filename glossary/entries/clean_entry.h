// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// The entry with every text as the termbase keeps it (see clean_text()), terms without blanks around them. For what
/// people or programs type; readers of files clean as they read.
ConceptEntry clean_entry(ConceptEntry entry);

}  // namespace termknit
