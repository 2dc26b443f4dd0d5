// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/session.h"
#include "core/file.h"
#include "glossary/exchange/tbx_mend.h"
#include "glossary/exchange/tbx_validator.h"

namespace termknit {
namespace fs = std::filesystem;

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
           "  termknit validate --strict --json *.tbx    # warnings count as errors; JSON Lines\n"
           "  termknit validate --fix glossary.tbx       # writes glossary.mended.tbx, and says what it did\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "files", .help = "TBX files ('-': stdin)", .target = &files_, .required = true},
            {.names = "--fix",
             .help = "Write a mended file beside each that is not valid, NAME.mended.tbx",
             .target = &fix_},
            {.names = "--output",
             .value_name = "FILE",
             .help = "With --fix and one file: where the mended one goes",
             .target = &output_}};
  }

  int run(Session& session) override {
    if (!output_.empty() && (!fix_ || files_.size() != 1))
      throw Error(ErrorKind::usage, "--output goes with --fix and one file");
    if (fix_ && std::find(files_.begin(), files_.end(), "-") != files_.end())
      throw Error(ErrorKind::usage, "--fix reads a file twice; stdin cannot be mended");
    const ValidateOptions options{.strict = session.settings.strict};
    bool invalid = false, unreadable = false;
    for (const std::string& file : files_) {
      try {
        const TbxVerdict verdict = check(session, file, options);
        if (!verdict.valid() && !(fix_ && mend(session, file, verdict))) invalid = true;
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
  static TbxVerdict check(Session& session, const std::string& file, const ValidateOptions& options) {
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
      return verdict;
    }
    if (count > kMostShown) console.line(fmt::format("... and {} more; --json lists all", count - kMostShown));
    const std::string state = verdict.valid() ? console.green("valid") : console.bold("not valid");
    console.line(fmt::format("{}: {}{}, {} concept entries, {} errors, {} warnings", file, state,
                             verdict.dialect.empty() ? "" : " " + verdict.dialect, verdict.entries, verdict.errors,
                             verdict.warnings));
    return verdict;
  }

  fs::path mended_name(const std::string& file) const {
    if (!output_.empty()) return output_;
    const fs::path beside = fs::path(file).replace_extension(".mended.tbx");
    if (fs::exists(beside))
      throw Error(ErrorKind::io, "is there already; name another file with --output, or delete it", {beside.string()});
    return beside;
  }

  /// False if the file is beyond mending.
  bool mend(Session& session, const std::string& file, const TbxVerdict& verdict) const {
    Console& console = session.console;
    const fs::path to = mended_name(file);
    std::uint64_t shown = 0;
    MendReport done;
    try {
      AtomicFile output(to);
      done = mend_tbx(file, mended_format(verdict.dialect), output.stream(), [&](const Repair& repair) {
        if (console.mode == OutputMode::json) {
          console.line(json(repair).str());
        } else if (shown++ < kMostShown) {
          print(console, repair);
        }
      });
      if (done.entries == 0) throw Error(ErrorKind::malformed, "there is no concept entry in it", {file});
      output.commit();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::malformed && error.kind() != ErrorKind::limit) throw;
      console.diagnostic({Severity::error, "cannot be mended: " + error.message(), error.place()});
      return false;
    }
    const TbxVerdict after = validate_tbx_file(to, {}, {});
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"type", "mended"},
                                 {"file", file},
                                 {"output", to.string()},
                                 {"valid", after.valid()},
                                 {"dialect", after.dialect},
                                 {"entries", done.entries},
                                 {"repairs", done.repairs}})
                       .str());
      return after.valid();
    }
    if (shown > kMostShown) console.line(fmt::format("... and {} more; --json lists all", shown - kMostShown));
    console.line(fmt::format("{}: written as {} {}, {} concept entries, {} repairs told above", to.string(),
                             after.valid() ? console.green("valid") : console.bold("not valid"), after.dialect,
                             done.entries, done.repairs));
    return after.valid();
  }

  static void print(Console& console, const Repair& repair) {
    console.line(fmt::format("{}: mended: {}{}", repair.place.str(),
                             repair.entry.empty() ? "" : fmt::format("entry {}: ", escape_for_terminal(repair.entry)),
                             escape_for_terminal(repair.message)));
  }

  static Json json(const Repair& repair) {
    return Json::object({{"schema", 1},
                         {"type", "repair"},
                         {"file", repair.place.file},
                         {"line", repair.place.line},
                         {"column", repair.place.column},
                         {"entry", repair.entry},
                         {"message", repair.message}});
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
  std::string output_;
  bool fix_ = false;
};

}  // namespace

std::unique_ptr<Command> make_validate_command() {
  return std::make_unique<ValidateCommand>();
}

}  // namespace termknit
