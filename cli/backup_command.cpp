// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"

namespace termknit {
namespace {

class BackupCommand : public Command {
 public:
  std::string name() const override { return "backup"; }
  std::string summary() const override { return "A copy of the termbase, also while somebody writes to it"; }
  std::string examples() const override {
    return "  termknit backup termbase-2026-11-24.db   # put it back by copying it to .termknit/termbase.db\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "file", .help = "Where the copy goes; must not be there yet", .target = &file_, .required = true}};
  }
  int run(Session& session) override {
    const auto termbase = open_termbase(session, true);
    if (!termbase) {
      session.console.note("there is no termbase here");
      return kExitNothingFound;
    }
    termbase->backup(file_);
    session.console.note(fmt::format("{} concept entries copied to {}", termbase->entry_count(), file_));
    return kExitDone;
  }

 private:
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_backup_command() {
  return std::make_unique<BackupCommand>();
}

}  // namespace termknit
