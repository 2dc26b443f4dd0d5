// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// UTX 1.20 of AAMT: a header of "#" lines, then one line a pair of terms with part of speech, term status, comments
/// and concept ID; UTF-8 without BOM, CRLF. The languages are the first two of `options.languages`; terms are
/// multiplied out, the status is the target term's. No date is written: the same entries give the same bytes. Throws
/// Error(usage) if the export has one language only.
std::unique_ptr<GlossaryWriter> make_utx_writer(std::FILE* file, GlossaryWriteOptions options);

/// Reads UTX 1.0 to 1.20, columns by their names; `options.languages` stand in for a header without languages. Lines
/// that follow one another with one concept ID are one entry. Throws Error: io; malformed (not text, no "#src tgt"
/// line, no languages); limit.
GlossaryHeader read_utx(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink);

}  // namespace termknit
