// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/session.h"
#include "cli/termbase_access.h"
#include "core/file.h"
#include "glossary/termbase/import_glossary.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShownRepairs = 20, kReportedRepairs = 10'000;

constexpr std::uintmax_t kLargeGlossary = 64 << 20;  // bytes

std::uintmax_t bytes_of(const std::vector<std::string>& files) {
  std::uintmax_t bytes = 0;
  for (const std::string& file : files) {
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(file, failed);
    if (!failed) bytes += size;
  }
  return bytes;
}

class ImportCommand : public Command {
 public:
  std::string name() const override { return "import"; }
  std::string summary() const override {
    return "Glossaries into the termbase: TBX of every kind, CSV, TSV, XLSX, OmegaT and more";
  }
  std::string examples() const override {
    return "  termknit import customer.tbx                      # all of it or nothing; 'termknit undo' takes it back\n"
           "  termknit import terms.xlsx --dry-run              # only says what it would do\n"
           "  termknit import glossary.txt --languages de,cs    # a file that does not name its languages\n"
           "  termknit import iate.tbx --as iate                # beside the termbase: look-ups say who answered\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "files", .help = "The files to read", .target = &files_, .required = true},
        {.names = "--format",
         .value_name = "F",
         .help = "tbx, csv, tsv, xlsx, omegat, jsonl, tmx, utx, skos, multiterm (default: by extension)",
         .target = &format_},
        {.names = "--languages",
         .value_name = "CODES",
         .help = "Source and target language of files that do not name them",
         .target = &languages_,
         .comma_list = true},
        {.names = "--on-conflict",
         .value_name = "WORD",
         .help = "When an id is there with other content: replace (default), skip or keep-both",
         .target = &policy_,
         .choices = {"replace", "skip", "keep-both"}},
        {.names = "--report",
         .value_name = "FILE",
         .help = "Write every repair to this file (TSV)",
         .target = &report_},
        {.names = "--as",
         .value_name = "NAME",
         .help = "Into a glossary beside the termbase, for look-ups only, as in 'iate'",
         .target = &beside_},
        {.names = "--dry-run", .help = "Read and report; store nothing", .target = &dry_run_},
    };
  }

  int run(Session& session) override {
    const std::optional<GlossaryFormat> format = format_.empty() ? std::nullopt : parse_glossary_format(format_);
    if (!format_.empty() && !format)
      throw Error(ErrorKind::usage,
                  fmt::format("'{}' is no format; use tbx, csv, tsv, xlsx, omegat, jsonl, tmx, utx, skos or multiterm",
                              format_));
    ImportOptions options;
    options.read.languages = parse_languages(languages_);
    options.policy = policy_ == "skip"        ? ImportPolicy::skip
                     : policy_ == "keep-both" ? ImportPolicy::keep_both
                                              : ImportPolicy::replace;
    options.stop = Session::stop_requested;
    // Most words of a large glossary are compounds that come once: to keep them takes more memory than the import.
    if (bytes_of(files_) > kLargeGlossary) session.use_words_once();
    std::optional<Termbase> termbase;
    if (!dry_run_) termbase.emplace(beside_.empty() ? make_termbase(session) : make_glossary(session, beside_));
    std::string all_repairs = "file\tline\tcolumn\tentry\trepair\n";
    for (const std::string& file : files_)
      import_one(session, termbase ? &*termbase : nullptr, file, format, options, all_repairs);
    if (!report_.empty()) write_file(report_, all_repairs);
    return kExitDone;
  }

 private:
  void import_one(Session& session, Termbase* termbase, const std::string& file, std::optional<GlossaryFormat> format,
                  ImportOptions options, std::string& all_repairs) const {
    if (!format) format = format_of_file(file);
    if (!format) throw Error(ErrorKind::usage, "its extension names no format; say --format", {file});
    std::vector<Repair> repairs;
    options.repair = [&](Repair repair) {
      if (!report_.empty())
        all_repairs += fmt::format("{}\t{}\t{}\t{}\t{}\n", repair.place.file, repair.place.line, repair.place.column,
                                   repair.entry, repair.message);
      if (repairs.size() < kReportedRepairs) repairs.push_back(std::move(repair));
    };
    options.progress = [&](std::uint64_t entries) { session.console.progress(fmt::format("{} entries", entries)); };
    const ImportReport done = import_glossary(termbase, file, *format, user(), options);
    session.console.progress("");
    if (session.console.mode == OutputMode::json) {
      session.console.line(json_of(file, *format, done, repairs));
    } else {
      print(session, file, done, repairs);
    }
    if (done.stopped) session.console.note(fmt::format("stopped; nothing of {} was stored", file));
  }

  static void print(Session& session, const std::string& file, const ImportReport& done,
                    const std::vector<Repair>& repairs) {
    Console& console = session.console;
    console.line(
        fmt::format("{}: {} entries, {} terms read; {} added, {} replaced, {} unchanged, {} skipped, {} kept beside",
                    escape_for_terminal(file), done.entries, done.terms, done.added, done.replaced, done.unchanged,
                    done.skipped, done.kept_both));
    for (std::size_t i = 0; i < repairs.size() && i < kShownRepairs; ++i) {
      const Repair& repair = repairs[i];
      console.line(fmt::format(
          "  {}{}: {}", repair.place.line ? fmt::format("line {}, ", repair.place.line) : "",
          repair.entry.empty() ? "entry without id" : fmt::format("entry '{}'", escape_for_terminal(repair.entry)),
          escape_for_terminal(repair.message)));
    }
    if (done.repairs > kShownRepairs)
      console.line(fmt::format("  and {} repairs more; --report FILE has them all", done.repairs - kShownRepairs));
  }

  static std::string json_of(const std::string& file, GlossaryFormat format, const ImportReport& done,
                             const std::vector<Repair>& repairs) {
    std::vector<Json> list;
    for (const Repair& repair : repairs)
      list.push_back(Json::object({{"entry", repair.entry},
                                   {"line", repair.place.line},
                                   {"column", repair.place.column},
                                   {"message", repair.message}}));
    return Json::object({{"schema", 1},
                         {"file", file},
                         {"format", format_name(format)},
                         {"entries", done.entries},
                         {"terms", done.terms},
                         {"added", done.added},
                         {"replaced", done.replaced},
                         {"unchanged", done.unchanged},
                         {"skipped", done.skipped},
                         {"kept_both", done.kept_both},
                         {"stopped", done.stopped},
                         {"repair_count", done.repairs},
                         {"repairs", Json::array(list)}})
        .str();
  }

  std::vector<std::string> files_, languages_;
  std::string format_, policy_ = "replace", report_, beside_;
  bool dry_run_ = false;
};

}  // namespace

std::unique_ptr<Command> make_import_command() {
  return std::make_unique<ImportCommand>();
}

}  // namespace termknit
