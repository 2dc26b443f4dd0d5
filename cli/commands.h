// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cli/command.h"

namespace termknit {

// One per file; all_commands() lists them.
std::unique_ptr<Command> make_build_command();
std::unique_ptr<Command> make_index_command();
std::unique_ptr<Command> make_search_command();
std::unique_ptr<Command> make_concordance_command();
std::unique_ptr<Command> make_lookup_command();
std::unique_ptr<Command> make_extract_command();
std::unique_ptr<Command> make_align_command();
std::unique_ptr<Command> make_resources_command();
std::unique_ptr<Command> make_show_command();
std::unique_ptr<Command> make_add_command();
std::unique_ptr<Command> make_delete_command();
std::unique_ptr<Command> make_edit_command();
std::unique_ptr<Command> make_merge_command();
std::unique_ptr<Command> make_split_command();
std::unique_ptr<Command> make_history_command();
std::unique_ptr<Command> make_undo_command();
std::unique_ptr<Command> make_duplicates_command();
std::unique_ptr<Command> make_conflicts_command();
std::unique_ptr<Command> make_diff_command();
std::unique_ptr<Command> make_merge_files_command();
std::unique_ptr<Command> make_backup_command();
std::unique_ptr<Command> make_import_command();
std::unique_ptr<Command> make_export_command();
std::unique_ptr<Command> make_validate_command();
std::unique_ptr<Command> make_analyze_command();
std::unique_ptr<Command> make_prepare_command();
std::unique_ptr<Command> make_status_command();
std::unique_ptr<Command> make_doctor_command();

}  // namespace termknit
