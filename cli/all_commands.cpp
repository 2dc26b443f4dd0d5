// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

namespace termknit {

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> commands;
  for (const auto make : {make_index_command, make_extract_command, make_analyze_command}) {
    commands.push_back(make());
  }
  return commands;
}

}  // namespace termknit
