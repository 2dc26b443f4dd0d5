// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"
#include "glossary/termbase/termbase_work.h"

namespace termknit {
namespace {

class MergeCommand : public Command {
 public:
  std::string name() const override { return "merge"; }
  std::string summary() const override { return "Merge concept entries into the first of them"; }
  std::string examples() const override {
    return "  termknit merge c01jd8w3mz7k2p4q5x c01jd8w3n05vt8kq2m   # the second becomes part of the first\n"
           "  termknit undo                                          # and back\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "ids", .help = "The entries' ids; the first stays", .target = &ids_, .required = true}};
  }
  int run(Session& session) override {
    auto termbase = open_termbase(session, false);
    for (const std::string& id : ids_) {
      if (!termbase || !termbase->find(id)) return no_such_entry(session, id);
    }
    print_entry(session.console, merge_in_termbase(*termbase, session.resources(), ids_, user()));
    return kExitDone;
  }

 private:
  std::vector<std::string> ids_;
};

}  // namespace

std::unique_ptr<Command> make_merge_command() {
  return std::make_unique<MergeCommand>();
}

}  // namespace termknit
