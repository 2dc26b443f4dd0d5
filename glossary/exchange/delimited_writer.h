// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Our own columns (table_columns.h), one row per term, as comma- or tab-separated text after RFC 4180: UTF-8 without
/// BOM, lines end with LF. Cells that a spreadsheet would run as a formula are guarded (delimited_text.h). Reading it
/// back gives equal entries.
std::unique_ptr<GlossaryWriter> make_csv_writer(std::FILE* file, GlossaryWriteOptions options);
std::unique_ptr<GlossaryWriter> make_tsv_writer(std::FILE* file, GlossaryWriteOptions options);

/// memoQ's column names (Entry_ID, Entry_Subject, Entry_Note, then per language its definition, terms, Term_Info and
/// Term_Example), comma-separated, one concept a row, a bar between the terms of a language ("split alternatives" in
/// memoQ's import). Raw: nothing is guarded. `options.languages` must name all languages; terms of others and
/// deprecated and superseded terms are left out.
std::unique_ptr<GlossaryWriter> make_memoq_writer(std::FILE* file, GlossaryWriteOptions options);

}  // namespace termknit
