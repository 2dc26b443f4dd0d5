// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Glossaries named on the command line: files, project folders, termbases.

#include <filesystem>
#include <string>

#include "cli/session.h"
#include "glossary/entries/common_entries.h"

namespace termknit {

/// "-" is the project's termbase, a folder the termbase of the project there, a .db file a termbase, anything else a
/// glossary file by its extension. Reading reports repairs the first time. The session must outlive it. Throws Error:
/// not_found, unsupported; reading also malformed, io.
GlossarySource glossary_input(Session& session, const std::string& name);

/// Written whole or not at all, in the format of the extension; `source` is read twice. Throws Error: unsupported, io.
void write_glossary_output(const std::filesystem::path& file, const GlossarySource& source);

}  // namespace termknit
