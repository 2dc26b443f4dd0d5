// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the validator calls an error in a TBX file: empty for a valid one.

#include <string>
#include <string_view>

namespace termknit::test {

/// One line an error: "g.tbx:LINE:COLUMN: entry ID: message; mend".
std::string tbx_faults(std::string_view tbx);

}  // namespace termknit::test
