// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"

namespace termknit {
namespace {

class DeleteCommand : public Command {
 public:
  std::string name() const override { return "delete"; }
  std::string summary() const override { return "Delete a concept entry of the termbase (its history stays)"; }
  std::string examples() const override { return "  termknit delete c01jd8w3mz7k2p4q5x\n"; }
  std::vector<OptionSpec> options() override {
    return {{.names = "id", .help = "The entry's id", .target = &id_, .required = true}};
  }
  int run(Session& session) override {
    auto termbase = open_termbase(session, false);
    if (!termbase || !termbase->find(id_)) return no_such_entry(session, id_);
    termbase->remove(id_, user());
    return kExitDone;
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_delete_command() {
  return std::make_unique<DeleteCommand>();
}

}  // namespace termknit
