// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Extraction and alignment as `align` and `build` both do it.

#include <filesystem>
#include <string>
#include <vector>

#include "cli/knowledge.h"
#include "cli/session.h"

namespace termknit {

struct AlignmentSummary {
  std::size_t terms = 0, links = 0, concepts = 0;
};

/// Extracts, aligns and replaces evidence.db.
AlignmentSummary run_alignment(Session& session, Knowledge& knowledge, const std::filesystem::path& project,
                               const std::vector<LanguageTag>& languages, const std::vector<EvidenceKind>& without);

}  // namespace termknit
