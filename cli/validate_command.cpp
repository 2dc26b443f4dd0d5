// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/session.h"
#include "glossary/exchange/tbx_validator.h"

namespace termknit {
namespace {

constexpr std::uint64_t kMostShown = 100;  // findings of one file; --json gives all

std::string_view severity_word(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

class ValidateCommand : public Command {
 public:
  std::string name() const override { return "validate"; }
  std::string summary() const override { return "Is this TBX right? What is wrong, where, and how to mend it"; }
  std::string examples() const override {
    return "  termknit validate glossary.tbx             # TBX v2 or v3, every public dialect\n"
           "  termknit validate --strict --json *.tbx    # warnings count as errors; JSON Lines\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "files", .help = "TBX files ('-': stdin)", .target = &files_, .required = true}};
  }

  int run(Session& session) override {
    const ValidateOptions options{.strict = session.settings.strict};
    bool invalid = false, unreadable = false;
    for (const std::string& file : files_) {
      try {
        if (!check(session, file, options)) invalid = true;
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::io) throw;
        unreadable = true;
        session.console.diagnostic({Severity::error, error.message(), error.place()});
        if (session.console.mode == OutputMode::json) {
          session.console.line(
              Json::object({{"schema", 1}, {"type", "file"}, {"file", file}, {"readable", false}, {"valid", false}})
                  .str());
        }
      }
    }
    return unreadable ? kExitData : invalid ? kExitNothingFound : kExitDone;
  }

 private:
  static bool check(Session& session, const std::string& file, const ValidateOptions& options) {
    Console& console = session.console;
    std::uint64_t count = 0;
    const TbxVerdict verdict = validate_tbx_file(file, options, [&](const TbxFinding& finding) {
      if (console.mode == OutputMode::json) {
        console.line(json(finding).str());
      } else if (count++ < kMostShown && !(console.quiet && finding.severity != Severity::error)) {
        print(console, finding);
      }
    });
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"type", "file"},
                                 {"file", file},
                                 {"readable", true},
                                 {"valid", verdict.valid()},
                                 {"dialect", verdict.dialect},
                                 {"entries", verdict.entries},
                                 {"errors", verdict.errors},
                                 {"warnings", verdict.warnings}})
                       .str());
      return verdict.valid();
    }
    if (count > kMostShown) console.line(fmt::format("... and {} more; --json lists all", count - kMostShown));
    const std::string state = verdict.valid() ? console.green("valid") : console.bold("not valid");
    console.line(fmt::format("{}: {}{}, {} concept entries, {} errors, {} warnings", file, state,
                             verdict.dialect.empty() ? "" : " " + verdict.dialect, verdict.entries, verdict.errors,
                             verdict.warnings));
    return verdict.valid();
  }

  static void print(Console& console, const TbxFinding& finding) {
    const std::string word(severity_word(finding.severity));
    console.line(fmt::format("{}: {}: {}{}", finding.place.str(),
                             finding.severity == Severity::error ? console.bold(word) : console.yellow(word),
                             finding.entry.empty() ? "" : fmt::format("entry {}: ", finding.entry), finding.message));
    if (!finding.mend.empty()) console.line("    " + finding.mend);
  }

  static Json json(const TbxFinding& finding) {
    return Json::object({{"schema", 1},
                         {"type", "finding"},
                         {"file", finding.place.file},
                         {"line", finding.place.line},
                         {"column", finding.place.column},
                         {"severity", severity_word(finding.severity)},
                         {"rule", finding.rule},
                         {"entry", finding.entry},
                         {"message", finding.message},
                         {"mend", finding.mend}});
  }

  std::vector<std::string> files_;
};

}  // namespace

std::unique_ptr<Command> make_validate_command() {
  return std::make_unique<ValidateCommand>();
}

}  // namespace termknit
