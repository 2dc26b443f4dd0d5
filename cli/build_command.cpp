// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include <fmt/format.h>

#include "cli/alignment_run.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/index_run.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"

namespace termknit {
namespace {

class BuildCommand : public Command {
 public:
  std::string name() const override { return "build"; }
  std::string summary() const override { return "The main job in one go: index, extract, align, export"; }
  std::string examples() const override {
    return "  termknit build articles/ --output glossary.tbx                     # everything\n"
           "  termknit build articles/ --languages de,lv --min-confidence 0.8    # two languages, sure links only\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "path", .help = "Folders and files with articles", .target = &paths_, .required = true},
            {.names = "--output",
             .value_name = "FILE",
             .help = "The TBX file to write (default glossary.tbx)",
             .target = &output_},
            {.names = "--languages",
             .value_name = "CODES",
             .help = "Only these languages",
             .target = &languages_,
             .comma_list = true},
            {.names = "--min-confidence",
             .value_name = "X",
             .help = "Proposals from this confidence up (default 0.5)",
             .target = &min_confidence_},
            {.names = "--aligned-only", .help = "Leave out terms without an equivalent", .target = &aligned_only_},
            {.names = "--without",
             .value_name = "SOURCE",
             .help = "Leave out a source of evidence (as in lookup)",
             .target = &without_,
             .comma_list = true},
            {.names = "--exclude",
             .value_name = "GLOB",
             .help = "Leave out files that match (repeatable)",
             .target = &exclude_},
            {.names = "--all-text", .help = "Keep menus, comments and forms as text", .target = &all_text_}};
  }

  int run(Session& session) override {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<LanguageTag> languages = parse_languages(languages_);
    const std::vector<EvidenceKind> without = parse_evidence_kinds(without_);
    const auto project = session.make_project();
    IndexOptions index_options;
    index_options.paths.assign(paths_.begin(), paths_.end());
    index_options.exclude = exclude_;
    index_options.all_text = all_text_;
    const IndexSummary indexed = run_index(session, project, std::move(index_options));
    if (indexed.stopped) return kExitDone;
    if (indexed.articles == 0) {
      session.console.note("no article could be read: there is nothing to build from");
      return kExitNothingFound;
    }
    Knowledge knowledge(session);
    const AlignmentSummary aligned = run_alignment(session, knowledge, project, languages, without);
    if (Session::stop_requested()) return kExitDone;
    const ExportSummary exported =
        run_export(session, knowledge, output_,
                   {.min_confidence = min_confidence_, .aligned_only = aligned_only_, .languages = languages});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    print(session, indexed, aligned, exported, seconds, *knowledge.index());
    if (exported.entries == 0) session.console.note("too little text to find terms in; no file was written");
    return exported.entries == 0 ? kExitNothingFound : kExitDone;
  }

 private:
  void print(Session& session, const IndexSummary& indexed, const AlignmentSummary& aligned,
             const ExportSummary& exported, double seconds, const ArticleIndex& index) const {
    std::string languages;
    for (const auto& [language, count] : index.languages())
      languages += fmt::format("{}{} {}", languages.empty() ? "" : ", ", language.str(), count);
    if (session.console.mode == OutputMode::json) {
      Json summary = index_summary_json(indexed);
      summary.add("terms", std::uint64_t{aligned.terms}).add("links", std::uint64_t{aligned.links});
      summary.add("entries", std::uint64_t{exported.entries})
          .add("aligned_entries", std::uint64_t{exported.aligned})
          .add("output", output_);
      session.console.line(summary.str());
      return;
    }
    if (output_ == "-") return;
    session.console.line(summary_line(indexed) + fmt::format(" [{}]", languages));
    session.console.line(fmt::format("{} terms, {} links", aligned.terms, aligned.links));
    session.console.line(fmt::format("{}: {} concept entries, {} of them in two languages or more ({:.1f} s)", output_,
                                     exported.entries, exported.aligned, seconds));
  }

  std::vector<std::string> paths_, languages_, without_, exclude_;
  std::string output_ = "glossary.tbx";
  double min_confidence_ = 0.5;
  bool aligned_only_ = false, all_text_ = false;
};

}  // namespace

std::unique_ptr<Command> make_build_command() {
  return std::make_unique<BuildCommand>();
}

}  // namespace termknit
