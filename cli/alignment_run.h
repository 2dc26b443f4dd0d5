// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Extraction and alignment as `align` and `build` both do it, and the export that `export` and `build` share.

#include <filesystem>
#include <string>
#include <vector>

#include "cli/knowledge.h"
#include "cli/session.h"
#include "glossary/alignment/proposal_entries.h"

namespace termknit {

struct AlignmentSummary {
  std::size_t terms = 0, links = 0, concepts = 0;
};

/// Extracts, aligns and replaces evidence.db.
AlignmentSummary run_alignment(Session& session, Knowledge& knowledge, const std::filesystem::path& project,
                               const std::vector<LanguageTag>& languages, const std::vector<EvidenceKind>& without);

/// Writes termbase entries and proposals to a TBX file ("-": stdout), whole or not at all; nothing if there is no
/// entry. Returns the number of entries and of those that join two languages or more.
struct ExportSummary {
  std::size_t entries = 0, aligned = 0;
};
ExportSummary run_export(Session& session, Knowledge& knowledge, const std::string& file,
                         const ProposalEntryOptions& options);

}  // namespace termknit
