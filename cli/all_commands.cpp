// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

namespace termknit {

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> commands;
  for (const auto make :
       {make_build_command,      make_index_command,     make_search_command,  make_concordance_command,
        make_lookup_command,     make_extract_command,   make_align_command,   make_resources_command,
        make_show_command,       make_add_command,       make_edit_command,    make_delete_command,
        make_merge_command,      make_split_command,     make_history_command, make_undo_command,
        make_duplicates_command, make_conflicts_command, make_diff_command,    make_merge_files_command,
        make_backup_command,     make_import_command,    make_export_command,  make_validate_command,
        make_analyze_command,    make_prepare_command,   make_status_command,  make_doctor_command}) {
    commands.push_back(make());
  }
  return commands;
}

}  // namespace termknit
