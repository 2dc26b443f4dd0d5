// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// OmegaT's own glossary: UTF-8, one line a pair of terms, source TAB target TAB comment, "#" lines are comments. The
/// languages are the first two of `options.languages`; the terms of a concept are multiplied out, preferred ones first,
/// deprecated and superseded ones only named in the comment ("not: ..."). Raw, as CAT tools want it: nothing is guarded
/// against spreadsheets. Throws Error(usage) if the export has one language only.
std::unique_ptr<GlossaryWriter> make_omegat_writer(std::FILE* file, GlossaryWriteOptions options);

/// Reads it, in any encoding: every line with two terms is an entry without id, what follows them is a note. Throws
/// Error: io; malformed (not text, or `options.languages` does not name two languages); limit.
GlossaryHeader read_omegat(const std::filesystem::path& file, const GlossaryReadOptions& options,
                           const GlossarySink& sink);

}  // namespace termknit
