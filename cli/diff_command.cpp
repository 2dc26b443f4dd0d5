// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/glossary_input.h"
#include "cli/termbase_access.h"
#include "glossary/entries/glossary_diff.h"

namespace termknit {
namespace {

class DiffCommand : public Command {
 public:
  std::string name() const override { return "diff"; }
  std::string summary() const override { return "Two glossaries compared concept by concept; exit 1 if they differ"; }
  std::string examples() const override {
    return "  termknit diff old.tbx new.tbx        # what a client's new version changes\n"
           "  termknit diff agency.tbx -           # against this project's termbase\n"
           "  termknit diff ../a ../b --json       # two projects\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "a",
             .help = "A glossary file, a project folder, or '-': the termbase",
             .target = &a_,
             .required = true},
            {.names = "b", .help = "The other one", .target = &b_, .required = true}};
  }
  int run(Session& session) override {
    const GlossaryDifference difference = compare_glossaries(glossary_input(session, a_), glossary_input(session, b_));
    Console& console = session.console;
    if (console.mode == OutputMode::tsv) console.row({"kind", "id", "place", "field", "before", "after"});
    for (const ConceptChange& change : difference.concepts) print(console, change);
    for (const MovedTerm& moved : difference.moved) print(console, moved);
    if (difference.empty()) console.note("no difference");
    return difference.empty() ? kExitDone : kExitNothingFound;
  }

 private:
  static void print(Console& console, const ConceptChange& change) {
    const std::string kind(kind_name(change.kind));
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"kind", kind},
                                 {"id", change.id},
                                 {"label", change.label},
                                 {"changes", changes_json(change.fields)}})
                       .str());
    } else if (console.mode == OutputMode::tsv) {
      if (change.fields.empty()) console.row({kind, change.id, "", "", change.label, ""});
      for (const FieldChange& field : change.fields)
        console.row({kind, change.id, field.place, field.field, field.before, field.after});
    } else {
      console.line(fmt::format("{}  {}  {}", console.bold(kind), escape_for_terminal(change.id),
                               escape_for_terminal(change.label)));
      print_changes(console, change.fields);
    }
  }

  static void print(Console& console, const MovedTerm& moved) {
    const std::string& language = moved.language.str();
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"kind", "moved"},
                                 {"lang", language},
                                 {"term", moved.designation},
                                 {"from", moved.from},
                                 {"to", moved.to}})
                       .str());
    } else if (console.mode == OutputMode::tsv) {
      console.row({"moved", moved.to, language, moved.designation, moved.from, moved.to});
    } else {
      console.line(fmt::format(
          "{}  {}", console.bold("moved"),
          escape_for_terminal(fmt::format("{}:{}  from {} to {}", language, moved.designation, moved.from, moved.to))));
    }
  }

  std::string a_, b_;
};

}  // namespace

std::unique_ptr<Command> make_diff_command() {
  return std::make_unique<DiffCommand>();
}

}  // namespace termknit
