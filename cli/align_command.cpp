// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/alignment_run.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "core/tsv.h"

namespace termknit {
namespace {

class AlignCommand : public Command {
 public:
  std::string name() const override { return "align"; }
  std::string summary() const override { return "Proposals: concept entries over all languages, with their evidence"; }
  std::string examples() const override {
    return "  termknit align                              # all languages of the index\n"
           "  termknit align --min-confidence 0.8 --tsv   # sure links only, for a spreadsheet\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "--languages",
             .value_name = "CODES",
             .help = "Only these languages",
             .target = &languages_,
             .comma_list = true},
            {.names = "--min-confidence",
             .value_name = "X",
             .help = "Print links from this confidence up (default 0.5)",
             .target = &min_confidence_},
            {.names = "--without",
             .value_name = "SOURCE",
             .help = "Leave out a source of evidence (as in lookup)",
             .target = &without_,
             .comma_list = true}};
  }

  int run(Session& session) override {
    const auto project = session.find_project();
    Knowledge knowledge(session);
    if (!project || !knowledge.index()) {
      session.console.note("nothing indexed here yet; try 'termknit index FOLDER'");
      return kExitNothingFound;
    }
    run_alignment(session, knowledge, *project, parse_languages(languages_), parse_evidence_kinds(without_));
    const ProposalStore* store = knowledge.proposals();
    return store && print(session.console, *store) ? kExitDone : kExitNothingFound;
  }

 private:
  bool print(Console& console, const ProposalStore& store) const {
    const std::vector<StoredTerm> terms = store.terms();
    if (console.mode == OutputMode::tsv)
      console.row({"source_lang", "source", "target_lang", "target", "confidence", "witnesses"});
    bool any = false;
    for (const ProposedConcept& proposed : store.concepts()) {
      if (console.mode == OutputMode::people && proposed.confidence >= min_confidence_) {
        std::vector<std::string> names;
        for (const std::uint32_t number : proposed.terms) {
          names.push_back(fmt::format("{}: {}", terms[number].candidate.language.str(), terms[number].candidate.term));
        }
        console.line(console.bold(escape_for_terminal(join(names, "  "))) +
                     fmt::format("  {:.2f}", proposed.confidence));
      }
      for (const ConceptLink& link : proposed.links) {
        if (link.confidence < min_confidence_) continue;
        any = true;
        print_link(console, terms[link.first].candidate, terms[link.second].candidate, link);
      }
    }
    return any;
  }

  static void print_link(Console& console, const TermCandidate& source, const TermCandidate& target,
                         const ConceptLink& link) {
    std::vector<std::string> details;
    for (const Witness& witness : link.witnesses)
      details.push_back(fmt::format("{}: {}", witness.origin, witness.detail));
    if (console.mode == OutputMode::tsv) {
      // Both directions: who looks from either side finds the row.
      const std::string confidence = fmt::format("{:.4f}", link.confidence);
      console.row(
          {source.language.str(), source.term, target.language.str(), target.term, confidence, join(details, "; ")});
      console.row(
          {target.language.str(), target.term, source.language.str(), source.term, confidence, join(details, "; ")});
    } else if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"source_lang", source.language.str()},
                                 {"source", source.term},
                                 {"target_lang", target.language.str()},
                                 {"target", target.term},
                                 {"confidence", link.confidence},
                                 {"witnesses", Json::strings(details)}})
                       .str());
    } else if (!details.empty()) {
      console.line(console.dim(escape_for_terminal(
          fmt::format("    {} = {}  {:.2f}  {}", source.term, target.term, link.confidence, details.front()))));
    }
  }

  std::vector<std::string> languages_, without_;
  double min_confidence_ = 0.5;
};

}  // namespace

std::unique_ptr<Command> make_align_command() {
  return std::make_unique<AlignCommand>();
}

}  // namespace termknit
