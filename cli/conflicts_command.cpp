// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/termbase_access.h"
#include "core/tsv.h"
#include "glossary/termbase/conflicts.h"

namespace termknit {
namespace {

class ConflictsCommand : public Command {
 public:
  std::string name() const override { return "conflicts"; }
  std::string summary() const override { return "Where the termbase contradicts itself; exit 1 if it does"; }
  std::string examples() const override {
    return "  termknit conflicts          # two preferred terms, clashing statuses, terms nothing tells apart\n"
           "  termknit conflicts --json   # one line a conflict\n";
  }
  std::vector<OptionSpec> options() override { return {}; }
  int run(Session& session) override {
    const auto termbase = open_termbase(session, true);
    std::vector<TermConflict> conflicts;
    if (termbase) conflicts = find_conflicts(*termbase);
    Console& console = session.console;
    if (console.mode == OutputMode::tsv) console.row({"kind", "lang", "terms", "ids"});
    for (const TermConflict& conflict : conflicts) print(console, conflict);
    if (conflicts.empty()) console.note("no conflicts");
    return conflicts.empty() ? kExitDone : kExitNothingFound;
  }

 private:
  static void print(Console& console, const TermConflict& conflict) {
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"kind", kind_name(conflict.kind)},
                                 {"lang", conflict.language.str()},
                                 {"terms", Json::strings(conflict.terms)},
                                 {"ids", Json::strings(conflict.concept_ids)},
                                 {"message", explanation(conflict)}})
                       .str());
    } else if (console.mode == OutputMode::tsv) {
      console.row({std::string(kind_name(conflict.kind)), conflict.language.str(), join(conflict.terms, " | "),
                   join(conflict.concept_ids, " ")});
    } else {
      console.line(escape_for_terminal(fmt::format("{}  {}", conflict.language.str(), explanation(conflict))));
      console.line(console.dim(escape_for_terminal("    " + join(conflict.concept_ids, " "))));
    }
  }
};

}  // namespace

std::unique_ptr<Command> make_conflicts_command() {
  return std::make_unique<ConflictsCommand>();
}

}  // namespace termknit
