// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Reads the first sheet of an Office Open XML workbook; columns are recognised as in CSV. Cells are taken as they are
/// stored: shared and inline text, numbers, results of formulas. The sheet is streamed; the table of shared strings is
/// held in memory (at most 512 MiB). Throws Error: io; malformed ("is not a readable XLSX file: ...", a DOCTYPE, or no
/// language in the header); unsupported (encrypted, or an old .xls); limit (too large when unpacked).
GlossaryHeader read_xlsx(const std::filesystem::path& file, const GlossaryReadOptions& options,
                         const GlossarySink& sink);

}  // namespace termknit
