// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Indexing as `index` and `build` both do it.

#include <filesystem>
#include <string>

#include "cli/json.h"
#include "cli/session.h"
#include "indexer/index_articles.h"

namespace termknit {

/// Fills in what the session knows (threads, waiting, stopping, progress) and runs.
IndexSummary run_index(Session& session, const std::filesystem::path& project, IndexOptions options);
std::string summary_line(const IndexSummary& summary);
Json index_summary_json(const IndexSummary& summary);

}  // namespace termknit
