// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"

namespace termknit {
namespace {

class ShowCommand : public Command {
 public:
  std::string name() const override { return "show"; }
  std::string summary() const override { return "A concept entry of the termbase"; }
  std::string examples() const override { return "  termknit show c01jd8w3mz7k2p4q5x\n"; }
  std::vector<OptionSpec> options() override {
    return {{.names = "id", .help = "The entry's id", .target = &id_, .required = true}};
  }
  int run(Session& session) override {
    const auto termbase = open_termbase(session, true);
    const auto entry = termbase ? termbase->find(id_) : std::nullopt;
    if (!entry) return no_such_entry(session, id_);
    print_entry(session.console, *entry);
    return kExitDone;
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_show_command() {
  return std::make_unique<ShowCommand>();
}

}  // namespace termknit
