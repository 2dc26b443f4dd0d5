// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/glossary_input.h"
#include "cli/json.h"
#include "cli/termbase_access.h"
#include "glossary/entries/three_way_merge.h"

namespace termknit {
namespace {

class MergeFilesCommand : public Command {
 public:
  std::string name() const override { return "merge-files"; }
  std::string summary() const override {
    return "Join two people's changes of one glossary, field by field; exit 1 if conflicts remain";
  }
  std::string examples() const override {
    return "  termknit merge-files base.tbx ours.tbx theirs.tbx --output merged.tbx\n"
           "  git config merge.termknit.driver 'termknit merge-files %O %A %B --output %A'   # for glossaries in git\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "base", .help = "What both began with", .target = &base_, .required = true},
            {.names = "ours",
             .help = "Our version; it stands where both changed the same",
             .target = &ours_,
             .required = true},
            {.names = "theirs", .help = "Their version", .target = &theirs_, .required = true},
            {.names = "--output",
             .value_name = "FILE",
             .help = "Where the joined glossary goes",
             .target = &output_,
             .required = true}};
  }
  int run(Session& session) override {
    const ThreeWayMerge merge(glossary_input(session, base_), glossary_input(session, ours_),
                              glossary_input(session, theirs_));
    std::size_t entries = 0;
    write_glossary_output(output_, [&](const std::function<void(ConceptEntry)>& take) {
      entries = 0;
      return merge.for_each([&](const ConceptEntry& entry) {
        ++entries;
        take(entry);
      });
    });
    Console& console = session.console;
    if (console.mode == OutputMode::tsv) console.row({"id", "place", "field", "base", "ours", "theirs"});
    for (const MergeConflict& conflict : merge.conflicts()) print(console, conflict);
    console.note(fmt::format("{} concept entries, {} conflicts", entries, merge.conflicts().size()));
    return merge.conflicts().empty() ? kExitDone : kExitNothingFound;
  }

 private:
  static void print(Console& console, const MergeConflict& conflict) {
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"id", conflict.id},
                                 {"place", conflict.place},
                                 {"field", conflict.field},
                                 {"base", conflict.base},
                                 {"ours", conflict.ours},
                                 {"theirs", conflict.theirs}})
                       .str());
    } else if (console.mode == OutputMode::tsv) {
      console.row({conflict.id, conflict.place, conflict.field, conflict.base, conflict.ours, conflict.theirs});
    } else {
      const std::string place = conflict.place.empty() ? conflict.field : conflict.place + " " + conflict.field;
      console.line(fmt::format("{}  {}  {}", console.bold("conflict"), escape_for_terminal(conflict.id),
                               escape_for_terminal(place)));
      console.line(escape_for_terminal("    base:   " + conflict.base));
      console.line(escape_for_terminal("    ours:   " + conflict.ours));
      console.line(escape_for_terminal("    theirs: " + conflict.theirs));
    }
  }

  std::string base_, ours_, theirs_, output_;
};

}  // namespace

std::unique_ptr<Command> make_merge_files_command() {
  return std::make_unique<MergeFilesCommand>();
}

}  // namespace termknit
