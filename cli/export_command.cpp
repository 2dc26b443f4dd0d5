// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/alignment_run.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"

namespace termknit {
namespace {

class ExportCommand : public Command {
 public:
  std::string name() const override { return "export"; }
  std::string summary() const override { return "The glossary as TBX v3 (TBX-Basic, DCA): decisions and proposals"; }
  std::string examples() const override {
    return "  termknit export glossary.tbx                        # everything but what was rejected\n"
           "  termknit export - --languages de,cs --aligned-only  # to stdout\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "file", .help = "The file to write ('-': stdout)", .target = &file_, .required = true},
            {.names = "--languages",
             .value_name = "CODES",
             .help = "Only these languages",
             .target = &languages_,
             .comma_list = true},
            {.names = "--min-confidence",
             .value_name = "X",
             .help = "Proposals from this confidence up (default 0.5)",
             .target = &min_confidence_},
            {.names = "--aligned-only", .help = "Leave out terms without an equivalent", .target = &aligned_only_}};
  }

  int run(Session& session) override {
    Knowledge knowledge(session);
    if (!knowledge.termbase() && !knowledge.proposals()) {
      session.console.note("nothing to export here yet; try 'termknit build FOLDER'");
      return kExitNothingFound;
    }
    const ExportSummary summary = run_export(
        session, knowledge, file_,
        {.min_confidence = min_confidence_, .aligned_only = aligned_only_, .languages = parse_languages(languages_)});
    if (summary.entries == 0) {
      session.console.note("no concept entry fits; no file was written");
      return kExitNothingFound;
    }
    session.console.note(
        fmt::format("{} concept entries, {} of them in two languages or more", summary.entries, summary.aligned));
    return kExitDone;
  }

 private:
  std::string file_;
  std::vector<std::string> languages_;
  double min_confidence_ = 0.5;
  bool aligned_only_ = false;
};

}  // namespace

std::unique_ptr<Command> make_export_command() {
  return std::make_unique<ExportCommand>();
}

}  // namespace termknit
