// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TBX of every kind that is about: v3 (ISO 30042:2019; Core, Min, Basic, Linguist and private dialects; DCA and DCT),
// v2 (martif; tig and ntig; default, Basic and private constraints), the TBX-Min of 2013, and what IATE, Microsoft,
// TermWeb, Lokalize, Pontoon and converters write. Streaming, one entry in memory at a time.

#include <filesystem>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Mends what has a clear meaning and says so through `sink.repair`; a category the model has no field for is kept in
/// `other`. No external entity is ever opened. Throws Error: io; malformed (not well-formed, not TBX) with its place;
/// limit.
GlossaryHeader read_tbx(const std::filesystem::path& file, const GlossarySink& sink);

}  // namespace termknit
