// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/glossary_export.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "glossary/exchange/xml_names.h"

namespace termknit {
namespace {

class ExportCommand : public Command {
 public:
  std::string name() const override { return "export"; }
  std::string summary() const override {
    return "The glossary as a file: decisions and proposals, TBX unless told otherwise";
  }
  std::string examples() const override {
    return "  termknit export glossary.tbx                        # everything but what was rejected\n"
           "  termknit export glossary.xlsx --status preferred    # the format goes by the extension\n"
           "  termknit export old-tools.tbx --format tbx2 --languages de,cs\n"
           "  termknit export - --aligned-only                    # to stdout\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "file", .help = "The file to write ('-': stdout)", .target = &file_, .required = true},
            {.names = "--format",
             .value_name = "F",
             .help = "tbx, tbx-dct, tbx-min, tbx-core, tbx2, omegat, memoq, csv, tsv, xlsx, jsonl, tmx, utx, skos "
                     "(default: by extension, else tbx)",
             .target = &format_},
            {.names = "--languages",
             .value_name = "CODES",
             .help = "Only these languages; the first is the source of formats that know two",
             .target = &languages_,
             .comma_list = true},
            {.names = "--status",
             .value_name = "WORDS",
             .help = "Only terms of these: preferred, admitted, deprecated, superseded, unspecified, proposed",
             .target = &statuses_,
             .comma_list = true},
            {.names = "--subject",
             .value_name = "TEXT",
             .help = "Only this subject field (repeatable)",
             .target = &subjects_},
            {.names = "--since",
             .value_name = "DATE",
             .help = "Only decisions changed since then (YYYY-MM-DD)",
             .target = &since_},
            {.names = "--min-confidence",
             .value_name = "X",
             .help = "Proposals from this confidence up (default 0.5)",
             .target = &min_confidence_},
            {.names = "--aligned-only", .help = "Leave out terms without an equivalent", .target = &aligned_only_}};
  }

  int run(Session& session) override {
    const ExportRequest request = make_request();
    Knowledge knowledge(session);
    if (!knowledge.termbase() && !knowledge.proposals()) {
      session.console.note("nothing to export here yet; try 'termknit build FOLDER'");
      return kExitNothingFound;
    }
    const ExportSummary summary = export_glossary(knowledge, request);
    if (summary.entries == 0) {
      session.console.note("no concept entry fits; no file was written");
      return kExitNothingFound;
    }
    session.console.note(
        fmt::format("{} concept entries, {} of them in two languages or more", summary.entries, summary.aligned));
    return kExitDone;
  }

 private:
  ExportRequest make_request() const {
    ExportRequest request;
    request.file = file_;
    request.proposals = {
        .min_confidence = min_confidence_, .aligned_only = aligned_only_, .languages = parse_languages(languages_)};
    request.subjects = subjects_;
    request.since = since_;
    if (!since_.empty() && !is_iso_date(since_))
      throw Error(ErrorKind::usage, fmt::format("'{}' is no day; write it as 2026-01-31", since_));
    if (!since_.empty()) request.with_proposals = false;
    const auto format = format_.empty() ? format_of_file(file_) : parse_glossary_format(format_);
    if (!format && !format_.empty())
      throw Error(ErrorKind::usage, fmt::format("'{}' is no format; 'termknit export --help' lists them", format_));
    request.format = format.value_or(GlossaryFormat::tbx);
    if (!statuses_.empty()) set_statuses(request);
    return request;
  }

  void set_statuses(ExportRequest& request) const {
    request.with_proposals = false;
    for (const std::string& word : statuses_) {
      bool known = word == "proposed";
      request.with_proposals = request.with_proposals || known;
      for (int i = 0; i <= static_cast<int>(AdministrativeStatus::superseded); ++i) {
        const auto status = static_cast<AdministrativeStatus>(i);
        if (status_name(status) != word) continue;
        request.statuses.insert(status);
        known = true;
      }
      if (!known)
        throw Error(
            ErrorKind::usage,
            fmt::format("'{}' is no status; use preferred, admitted, deprecated, superseded, unspecified or proposed",
                        word));
    }
    request.with_decisions = !request.statuses.empty();
  }

  std::string file_, format_, since_;
  std::vector<std::string> languages_, statuses_, subjects_;
  double min_confidence_ = 0.5;
  bool aligned_only_ = false;
};

}  // namespace

std::unique_ptr<Command> make_export_command() {
  return std::make_unique<ExportCommand>();
}

}  // namespace termknit
