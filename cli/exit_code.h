// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace termknit {

/// Exit codes of the command; docs/cli.md promises them to scripts. Ended by signal n: 128 + n.
enum ExitCode {
  kExitDone = 0,
  kExitNothingFound = 1,  ///< nothing found where something was sought, or a check failed
  kExitUsage = 2,
  kExitSkipped = 3,  ///< done, but inputs were skipped
  kExitData = 4,     ///< data could not be read or written
  kExitBug = 70,
};

}  // namespace termknit
