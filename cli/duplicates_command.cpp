// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/termbase_access.h"
#include "core/tsv.h"
#include "glossary/entries/field_text.h"
#include "glossary/termbase/duplicates.h"

namespace termknit {
namespace {

class DuplicatesCommand : public Command {
 public:
  std::string name() const override { return "duplicates"; }
  std::string summary() const override { return "Pairs of entries that may be about one concept, with reasons"; }
  std::string examples() const override {
    return "  termknit duplicates                       # likeliest first\n"
           "  termknit duplicates --min-score 0.9 --tsv # those with three languages or a definition in common\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "--min-score", .value_name = "X", .help = "Least score, 0 to 1 (default 0.4)", .target = &least_},
        {.names = "--limit", .value_name = "N", .help = "At most N pairs (default 1000; 0: all)", .target = &limit_}};
  }
  int run(Session& session) override {
    if (limit_ < 0) throw Error(ErrorKind::usage, "--limit takes a number from 0");
    const auto termbase = open_termbase(session, true);
    std::vector<DuplicatePair> pairs;
    if (termbase)
      pairs = find_duplicates(*termbase, {.least_score = least_, .limit = static_cast<std::size_t>(limit_)});
    Console& console = session.console;
    if (console.mode == OutputMode::tsv) console.row({"first", "second", "score", "why"});
    for (const DuplicatePair& pair : pairs) print(console, *termbase, pair);
    if (pairs.empty()) console.note("no two entries look like one concept");
    return pairs.empty() ? kExitNothingFound : kExitDone;
  }

 private:
  static void print(Console& console, const Termbase& termbase, const DuplicatePair& pair) {
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"first", pair.first},
                                 {"second", pair.second},
                                 {"score", pair.score},
                                 {"why", Json::strings(pair.why)}})
                       .str());
    } else if (console.mode == OutputMode::tsv) {
      console.row({pair.first, pair.second, fmt::format("{:.2f}", pair.score), join(pair.why, " | ")});
    } else {
      console.line(console.bold(fmt::format("{:.2f}  {}", pair.score, escape_for_terminal(join(pair.why, "; ")))));
      for (const std::string* id : {&pair.first, &pair.second}) {
        const auto entry = termbase.find(*id);
        console.line(escape_for_terminal(fmt::format("  {}  {}", *id, entry ? entry_label(*entry, 5) : "")));
      }
    }
  }

  double least_ = 0.4;
  int limit_ = 1000;
};

}  // namespace

std::unique_ptr<Command> make_duplicates_command() {
  return std::make_unique<DuplicatesCommand>();
}

}  // namespace termknit
