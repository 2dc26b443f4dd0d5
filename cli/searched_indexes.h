// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/session.h"
#include "search/index_set.h"

namespace termknit {

/// --index NAME, repeatable: which indexes to search instead of the project's own.
OptionSpec index_option(std::vector<std::string>& names);

/// The indexes named, or the project's own; their vocabulary answers before any dictionary. Empty, with a word to the
/// user, if nothing is indexed. Throws Error if none of those named can be opened.
std::optional<IndexSet> open_indexes(Session& session, const std::vector<std::string>& names);

}  // namespace termknit
