// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace termknit {

/// Checks the structure of a TBX v3 TBX-Basic DCA file: element order, required attributes, unique ids, the values
/// TBX-Basic allows, link targets. Streaming. Empty if the file is valid; else one diagnostic per fault with its place
/// and the mend.
std::vector<Diagnostic> check_tbx_basic(std::string_view bytes, const std::string& name);

}  // namespace termknit
