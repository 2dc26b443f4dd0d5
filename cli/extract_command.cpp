// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "cli/termbase_access.h"
#include "core/tsv.h"
#include "glossary/entries/field_text.h"
#include "glossary/extraction/term_extraction.h"

namespace termknit {
namespace {

std::vector<std::string> form_texts(const TermCandidate& candidate) {
  std::vector<std::string> forms;
  for (const auto& [form, count] : candidate.forms) forms.push_back(form);
  return forms;
}

Json quotes(const std::vector<SourcedText>& texts) {
  std::vector<Json> items;
  for (const SourcedText& text : texts) items.push_back(Json::object({{"text", text.text}, {"article", text.source}}));
  return Json::array(items);
}

Json reasons(const std::vector<ScorePart>& parts) {
  std::vector<Json> items;
  for (const ScorePart& part : parts) items.push_back(Json::object({{"name", part.name}, {"value", part.value}}));
  return Json::array(items);
}

Json json(const TermCandidate& candidate, std::size_t rank) {
  std::vector<Json> forms;
  for (const auto& [form, count] : candidate.forms) forms.push_back(Json::object({{"form", form}, {"count", count}}));
  return Json::object({{"schema", 1},
                       {"rank", std::uint64_t{rank}},
                       {"lang", candidate.language.str()},
                       {"term", candidate.term},
                       {"score", candidate.score},
                       {"frequency", candidate.frequency},
                       {"articles", candidate.articles},
                       {"part_of_speech", tbx_name(candidate.part_of_speech)},
                       {"gender", candidate.gender == Gender::unspecified ? "" : field_text(candidate.gender)},
                       {"proper_name", candidate.proper_name},
                       {"known", candidate.known},
                       {"abbreviations", Json::strings(candidate.abbreviations)},
                       {"nested", Json::strings(candidate.nested)},
                       {"why", reasons(candidate.why)},
                       {"forms", Json::array(forms)},
                       {"contexts", quotes(candidate.contexts)},
                       {"definitions", quotes(candidate.definitions)}});
}

class ExtractCommand : public Command {
 public:
  std::string name() const override { return "extract"; }
  std::string summary() const override { return "Term candidates of the indexed articles, best first"; }
  std::string examples() const override {
    return "  termknit extract --lang de --limit 50    # the fifty best German candidates\n"
           "  termknit extract --tsv > terms.tsv       # all languages, for a spreadsheet\n"
           "  termknit extract --reference letters/    # what your other texts use too is no term\n"
           "  termknit extract --reject de:Beispiel    # never again\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "--lang",
         .value_name = "CODE",
         .help = "Only this language (repeatable)",
         .target = &languages_,
         .comma_list = true},
        {.names = "--limit", .value_name = "N", .help = "At most N per language", .target = &limit_},
        {.names = "--min-score", .value_name = "X", .help = "Cut where the score falls below X", .target = &min_score_},
        {.names = "--all", .help = "No cut-off", .target = &all_},
        {.names = "--reference",
         .value_name = "FOLDER",
         .help = "Texts of your own that show what is general language",
         .target = &reference_},
        {.names = "--reject",
         .value_name = "LANGUAGE:TERM",
         .help = "Notes that this is no term, so that it is never listed again (repeatable)",
         .target = &rejected_}};
  }

  int run(Session& session) override {
    if (!rejected_.empty()) return reject(session);
    Knowledge knowledge(session);
    const auto index = knowledge.index();
    if (!index) {
      session.console.note("nothing indexed here yet; try 'termknit index FOLDER'");
      return kExitNothingFound;
    }
    ExtractionOptions options;
    options.languages = parse_languages(languages_);
    options.all = all_;
    options.limit = limit_ > 0 ? static_cast<std::size_t>(limit_) : 0;
    if (!min_score_.empty()) options.min_score = std::strtod(min_score_.c_str(), nullptr);
    options.jobs = session.jobs();
    options.stop = Session::stop_requested;
    options.contexts = session.console.mode != OutputMode::tsv;
    if (!reference_.empty()) knowledge.add_reference(reference_);
    session.console.progress("extracting terms");
    const std::vector<TermCandidate> candidates = knowledge.extract(*index, options);
    print(session.console, candidates);
    return candidates.empty() ? kExitNothingFound : kExitDone;
  }

 private:
  int reject(Session& session) const {
    std::vector<TermName> names;
    for (const std::string& text : rejected_) names.push_back(parse_term_name(text));
    Termbase termbase = make_termbase(session);
    termbase.transaction([&] {
      for (const TermName& name : names) termbase.reject(no_term(name.language, name.designation), user());
    });
    session.console.note(fmt::format("{} refused; 'termknit undo' brings them back", names.size()));
    return kExitDone;
  }

  static void print(Console& console, const std::vector<TermCandidate>& candidates) {
    if (console.mode == OutputMode::tsv) {
      console.row({"rank", "lang", "term", "score", "frequency", "articles", "forms", "known"});
    }
    std::size_t rank = 0;
    for (const TermCandidate& candidate : candidates) {
      const bool new_language = &candidate == &candidates.front() || (&candidate)[-1].language != candidate.language;
      rank = new_language ? 1 : rank + 1;
      if (console.mode == OutputMode::json) {
        console.line(json(candidate, rank).str());
      } else if (console.mode == OutputMode::tsv) {
        console.row({std::to_string(rank), candidate.language.str(), candidate.term,
                     fmt::format("{:.4f}", candidate.score), std::to_string(candidate.frequency),
                     std::to_string(candidate.articles), join(form_texts(candidate), " | "), candidate.known});
      } else {
        if (new_language) console.line(console.bold(candidate.language.str()));
        const std::string known = candidate.known.empty() ? "" : fmt::format("  [{}]", candidate.known);
        console.line(fmt::format("{:5}  {:<40} {:6.2f}  {}x in {}{}", rank, candidate.term, candidate.score,
                                 candidate.frequency, candidate.articles, known));
        print_details(console, candidate);
      }
    }
  }

  static void print_details(Console& console, const TermCandidate& candidate) {
    const auto line = [&](std::string_view text) {
      console.line(console.dim(fmt::format("       {}", escape_for_terminal(text))));
    };
    if (!candidate.abbreviations.empty()) line(fmt::format("short: {}", join(candidate.abbreviations, ", ")));
    if (!candidate.nested.empty()) line(fmt::format("in it: {}", join(candidate.nested, ", ")));
    if (!candidate.definitions.empty()) {
      line(fmt::format("defined: {} ({})", candidate.definitions.front().text, candidate.definitions.front().source));
    } else if (!candidate.contexts.empty()) {
      line(candidate.contexts.front().text);
    }
  }

  std::vector<std::string> languages_, rejected_;
  std::string reference_;
  int limit_ = 0;
  std::string min_score_;
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> make_extract_command() {
  return std::make_unique<ExtractCommand>();
}

}  // namespace termknit
