// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace termknit {

/// Parses, runs one verb, and returns the exit code (cli/exit_code.h). Never throws.
int run_command_line(int argc, char** argv);

}  // namespace termknit
