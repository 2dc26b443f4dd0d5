// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// JSON Lines: one concept entry a line, as glossary/entries/entry_json.h writes it. Nothing of an entry is lost; the
/// header of the glossary is. A line that is no entry is reported and skipped. Throws Error: io; malformed (not text,
/// or no line is an entry); limit (a line of more than 64 MiB).
GlossaryHeader read_jsonl(const std::filesystem::path& file, const GlossaryReadOptions& options,
                          const GlossarySink& sink);
std::unique_ptr<GlossaryWriter> make_jsonl_writer(std::FILE* file, GlossaryWriteOptions options);

}  // namespace termknit
