// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"
#include "core/tsv.h"
#include "glossary/entries/entry_json.h"

namespace termknit {
namespace {

std::vector<FieldChange> fields_of(const ChangeRecord& record) {
  if (record.action == "reject" || (record.before.empty() && record.after.empty())) return {};
  const ConceptEntry before = record.before.empty() ? ConceptEntry() : parse_entry(record.before);
  const ConceptEntry after = record.after.empty() ? ConceptEntry() : parse_entry(record.after);
  return compare_entries(before, after);
}

class HistoryCommand : public Command {
 public:
  std::string name() const override { return "history"; }
  std::string summary() const override { return "Who changed what in the termbase, and when"; }
  std::string examples() const override {
    return "  termknit history                              # the last 50 changes, newest first\n"
           "  termknit history c01jd8w3mz7k2p4q5x --json    # of one entry, field by field\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "id", .help = "Only changes of this entry", .target = &id_},
            {.names = "--limit", .value_name = "N", .help = "At most N (default 50; 0: all)", .target = &limit_}};
  }
  int run(Session& session) override {
    if (limit_ < 0) throw Error(ErrorKind::usage, "--limit takes a number from 0");
    const auto termbase = open_termbase(session, true);
    HistoryOptions options{.newest_first = true, .limit = static_cast<std::size_t>(limit_)};
    if (!id_.empty()) options.id = id_;
    bool any = false;
    if (termbase) {
      termbase->for_each_change(options, [&](const ChangeRecord& record) {
        if (!any && session.console.mode == OutputMode::tsv)
          session.console.row({"number", "group", "when", "who", "action", "id", "undone", "changes"});
        any = true;
        print(session.console, record);
        return !Session::stop_requested();
      });
    }
    if (!any) session.console.note(id_.empty() ? "nothing was changed yet" : fmt::format("no change of '{}'", id_));
    return any ? kExitDone : kExitNothingFound;
  }

 private:
  static void print(Console& console, const ChangeRecord& record) {
    const std::vector<FieldChange> fields = fields_of(record);
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"number", record.number},
                                 {"group", record.group},
                                 {"when", record.when},
                                 {"who", record.who},
                                 {"action", record.action},
                                 {"id", record.concept_id},
                                 {"undone", record.undone},
                                 {"changes", changes_json(fields)}})
                       .str());
    } else if (console.mode == OutputMode::tsv) {
      console.row({std::to_string(record.number), std::to_string(record.group), record.when, record.who, record.action,
                   record.concept_id, record.undone ? "yes" : "", changes_line(fields)});
    } else {
      const std::string subject = record.action == "reject" ? tsv_cell(record.after) : record.concept_id;
      console.line(fmt::format("{:>5}  {}  {}  {}  {}{}", record.number, record.when, escape_for_terminal(record.who),
                               console.bold(record.action), escape_for_terminal(subject),
                               record.undone ? "  (undone)" : ""));
      print_changes(console, fields);
    }
  }

  std::string id_;
  int limit_ = 50;
};

}  // namespace

std::unique_ptr<Command> make_history_command() {
  return std::make_unique<HistoryCommand>();
}

}  // namespace termknit
