// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Glossaries named on the command line: files, project folders, termbases.

#include <filesystem>
#include <string>

#include "cli/session.h"
#include "glossary/entries/glossary.h"

namespace termknit {

/// "-" is the project's termbase, a folder the termbase of the project there, a .db file a termbase, anything else a
/// glossary file by its extension. Repairs are reported. Throws Error: not_found, unsupported, malformed, io.
Glossary read_glossary_input(Session& session, const std::string& name);

/// Written whole or not at all, in the format of the extension. Throws Error: unsupported, io.
void write_glossary_output(const std::filesystem::path& file, const Glossary& glossary);

}  // namespace termknit
