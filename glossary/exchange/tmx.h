// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// TMX 1.4b: one translation unit a concept, one variant a term; deprecated and superseded terms are left out, so that
/// no tool translates with them. Subject fields, statuses and parts of speech are properties, notes and definitions
/// notes.
std::unique_ptr<GlossaryWriter> make_tmx_writer(std::FILE* file, GlossaryWriteOptions options);

/// Reads term pairs of a translation memory, streaming: units of two languages or more whose segments are short enough
/// for terms (at most 8 words and 100 characters). Longer ones are counted and skipped: parallel text is evidence, not
/// a glossary. Throws Error: io; malformed, with line and column; limit.
GlossaryHeader read_tmx(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink);

}  // namespace termknit
