// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The export that `export` and `build` share: decisions of the termbase and proposals, filtered, in any format.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "cli/knowledge.h"
#include "cli/session.h"
#include "glossary/alignment/proposal_entries.h"
#include "glossary/exchange/glossary_io.h"

namespace termknit {

struct ExportRequest {
  std::string file{};  ///< "-": stdout
  GlossaryFormat format = GlossaryFormat::tbx;
  ProposalEntryOptions proposals{};           ///< its languages hold for decisions too
  std::set<AdministrativeStatus> statuses{};  ///< of terms to keep; empty: any
  bool with_decisions = true, with_proposals = true;
  std::vector<std::string> subjects{};  ///< entries of one of these subject fields, whatever the case; empty: any
  std::string since{};                  ///< decisions changed on this day (YYYY-MM-DD) or later; empty: any
};

struct ExportSummary {
  std::size_t entries = 0;
  std::size_t aligned = 0;  ///< of them in two languages or more
};

/// Writes the file whole or not at all, and none if there is no entry: not all generations of the TBX schema allow one.
/// Throws Error: io, unsupported.
ExportSummary export_glossary(Knowledge& knowledge, const ExportRequest& request);

}  // namespace termknit
