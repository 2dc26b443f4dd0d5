// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A glossary file into the termbase: all of it or nothing, with a report of what was mended on the way.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "glossary/exchange/glossary_io.h"
#include "glossary/termbase/termbase.h"

namespace termknit {

struct ImportOptions {
  ImportPolicy policy = ImportPolicy::replace;  ///< for an id that is there already
  GlossaryReadOptions read{};
  std::function<void(Repair)> repair{};
  std::function<void(std::uint64_t entries)> progress{};
  StopRequested stop{};
};

struct ImportReport {
  std::uint64_t entries = 0, terms = 0;  ///< read
  std::uint64_t added = 0, replaced = 0, unchanged = 0, skipped = 0, kept_both = 0;
  std::uint64_t repairs = 0;
  bool stopped = false;  ///< by the user: nothing was stored
};

/// Reads `file` into `termbase` in one transaction, which one undo() reverts; with no termbase only reads it. A second
/// entry of an id within the file is kept under a new id. Throws what reading throws; nothing is stored then.
ImportReport import_glossary(Termbase* termbase, const std::filesystem::path& file, GlossaryFormat format,
                             std::string_view who, const ImportOptions& options);

}  // namespace termknit
