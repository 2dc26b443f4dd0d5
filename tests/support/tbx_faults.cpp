// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tbx_faults.h"

#include "glossary/exchange/tbx_validator.h"

namespace termknit::test {

std::string tbx_faults(std::string_view tbx) {
  std::string out;
  validate_tbx(tbx, "g.tbx", {}, [&](const TbxFinding& finding) {
    if (finding.severity == Severity::error) out += finding.str() + "\n";
  });
  return out;
}

}  // namespace termknit::test
