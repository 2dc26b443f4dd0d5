// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/termbase_access.h"
#include "glossary/termbase/termbase_work.h"

namespace termknit {
namespace {

class SplitCommand : public Command {
 public:
  std::string name() const override { return "split"; }
  std::string summary() const override { return "Move terms of a concept entry into a new one"; }
  std::string examples() const override {
    return "  termknit split c01jd8w3mz7k2p4q5x --terms de:Bank,lv:sols   # two concepts were mixed up\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "id", .help = "The entry's id", .target = &id_, .required = true},
            {.names = "--terms",
             .value_name = "LANG:TERM",
             .help = "Terms that go to the new entry",
             .target = &terms_,
             .required = true,
             .comma_list = true}};
  }
  int run(Session& session) override {
    std::vector<TermName> names;
    for (const std::string& text : terms_) names.push_back(parse_term_name(text));
    auto termbase = open_termbase(session, false);
    if (!termbase || !termbase->find(id_)) return no_such_entry(session, id_);
    const std::string new_id = split_in_termbase(*termbase, id_, names, user());
    if (session.console.mode == OutputMode::json) {
      session.console.line(Json::object({{"schema", 1}, {"id", id_}, {"new_id", new_id}}).str());
    } else {
      session.console.line(new_id);
    }
    return kExitDone;
  }

 private:
  std::string id_;
  std::vector<std::string> terms_;
};

}  // namespace

std::unique_ptr<Command> make_split_command() {
  return std::make_unique<SplitCommand>();
}

}  // namespace termknit
