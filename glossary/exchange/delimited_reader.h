// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Reads delimited text in any encoding and with any separator of tab ; , | into concept entries; the columns are those
/// of table_columns.h or what table_header.h recognises. Streams: memory holds one row and one entry. Faulty rows are
/// reported by number and skipped. Throws Error: io; malformed (not text, or the header names no language and
/// `options.languages` is empty); limit (a line of more than 64 MiB).
GlossaryHeader read_csv(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink);

/// The same: the separator is recognised, and the tab is tried first.
GlossaryHeader read_tsv(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink);

}  // namespace termknit
