// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// An Office Open XML workbook (ISO/IEC 29500) with one sheet: our own columns (table_columns.h), one row per term, all
/// cells text, the header row frozen; title and description as document properties. The same entries give the same
/// bytes. Reading it back gives equal entries.
/// Throws Error(limit) where Excel would call the file damaged: more than 1,048,576 rows, a cell of more than 32,767
/// characters. Rows wait in a temporary file, the packed archive in memory.
std::unique_ptr<GlossaryWriter> make_xlsx_writer(std::FILE* file, GlossaryWriteOptions options);

}  // namespace termknit
