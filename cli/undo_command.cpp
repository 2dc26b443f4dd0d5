// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/termbase_access.h"

namespace termknit {
namespace {

class UndoCommand : public Command {
 public:
  std::string name() const override { return "undo"; }
  std::string summary() const override {
    return "Take back the last change of the termbase (a merge or an import as a whole)";
  }
  std::string examples() const override {
    return "  termknit undo             # the last step\n"
           "  termknit undo --steps 3   # the last three\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "--steps", .value_name = "N", .help = "How many (default 1)", .target = &steps_}};
  }
  int run(Session& session) override {
    if (steps_ < 1) throw Error(ErrorKind::usage, "--steps takes a number from 1");
    auto termbase = open_termbase(session, false);
    int undone = 0;
    for (; termbase && undone < steps_; ++undone) {
      const auto step = termbase->undo(user());
      if (!step) break;
      print(session.console, *step);
    }
    if (undone == 0) session.console.note("there is nothing to undo");
    return undone > 0 ? kExitDone : kExitNothingFound;
  }

 private:
  static void print(Console& console, const UndoneStep& step) {
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"group", step.group},
                                 {"when", step.when},
                                 {"who", step.who},
                                 {"action", step.action},
                                 {"ids", Json::strings(step.concept_ids)}})
                       .str());
      return;
    }
    const std::string what =
        step.concept_ids.size() == 1 ? step.concept_ids.front() : fmt::format("{} entries", step.concept_ids.size());
    console.line(
        escape_for_terminal(fmt::format("undone: {} of {} by {} at {}", step.action, what, step.who, step.when)));
  }

  int steps_ = 1;
};

}  // namespace

std::unique_ptr<Command> make_undo_command() {
  return std::make_unique<UndoCommand>();
}

}  // namespace termknit
