// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MultiTerm XML (mtf): what Trados MultiTerm exports and memoQ takes. The same three levels as TBX under other names,
// with fields that every termbase names for itself. Read only: for MultiTerm, export TBX or XLSX.

#include <filesystem>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Fields are known by their names in English and German ("Definition", "Part of Speech", "Fachgebiet"); others are
/// kept. Throws Error: io, malformed, limit.
GlossaryHeader read_multiterm(const std::filesystem::path& file, const GlossarySink& sink);

}  // namespace termknit
