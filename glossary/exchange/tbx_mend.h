// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A TBX file that is not valid becomes one that is: read as tolerantly as an import reads, written as an export writes.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string_view>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// The kind of file to write for one of this dialect (TbxVerdict::dialect): v2 stays v2, DCT stays DCT, TBX-Min stays
/// TBX-Min; everything else becomes TBX-Basic in DCA style, which has a place for what Core and Linguist files hold.
GlossaryFormat mended_format(std::string_view dialect);

struct MendReport {
  std::uint64_t entries = 0, repairs = 0;
};

/// Reads `file` twice and writes `output`, which stays the caller's. Entries without an id, or with one that was there
/// before, are given one of their own. Throws Error: io; malformed, limit: what is not well-formed cannot be mended.
MendReport mend_tbx(const std::filesystem::path& file, GlossaryFormat format, std::FILE* output,
                    const std::function<void(Repair)>& repair);

}  // namespace termknit
