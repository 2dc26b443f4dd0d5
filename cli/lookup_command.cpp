// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "core/file.h"
#include "core/tsv.h"
#include "language/encoding.h"
#include "language/text.h"
#include "search/lookup.h"

namespace termknit {
namespace {

/// One line for a person: every witness's detail, the strongest first.
std::string reasons(const Equivalent& equivalent) {
  std::vector<std::string> details;
  for (const Witness& witness : equivalent.witnesses) {
    std::string text = fmt::format("{}: {}", witness.origin, witness.detail);
    if (std::find(details.begin(), details.end(), text) == details.end()) details.push_back(std::move(text));
  }
  return join(details, "; ");
}

Json json(const LookupRow& row) {
  std::vector<Json> witnesses;
  for (const Witness& witness : row.equivalent.witnesses) {
    witnesses.push_back(Json::object({{"kind", kind_name(witness.kind)},
                                      {"origin", witness.origin},
                                      {"detail", witness.detail},
                                      {"strength", witness.strength},
                                      {"forward", witness.forward},
                                      {"backward", witness.backward},
                                      {"pivot", witness.pivot}}));
  }
  return Json::object({{"schema", 1},
                       {"source_lang", row.source_language.str()},
                       {"source", row.source},
                       {"compound", row.compound},
                       {"source_part_of_speech", tbx_name(row.source_part_of_speech)},
                       {"target_lang", row.target_language.str()},
                       {"target", row.equivalent.term},
                       {"confidence", row.equivalent.confidence},
                       {"status", row.equivalent.status},
                       {"part_of_speech", tbx_name(row.equivalent.part_of_speech)},
                       {"witnesses", Json::array(witnesses)},
                       {"context", row.contexts.empty() ? "" : row.contexts.front().text}});
}

class LookupCommand : public Command {
 public:
  std::string name() const override { return "lookup"; }
  std::string summary() const override { return "Equivalents in the other languages, with their evidence"; }
  std::string examples() const override {
    return "  termknit lookup Kundenservice --to lv,cs                    # from the termbase, proposals and "
           "dictionaries\n"
           "  termknit lookup 'zákaznickým servisem' --to de,lv,fi,en     # inflected\n"
           "  termknit lookup --file terms.txt --from en --to de --tsv    # a list, one term a line\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "term", .help = "Terms to look up", .target = &terms_},
        {.names = "--file", .value_name = "FILE", .help = "Look up every line of FILE ('-': stdin)", .target = &file_},
        {.names = "--from",
         .value_name = "CODE",
         .help = "Language of the terms (default: every language that knows them)",
         .target = &from_},
        {.names = "--to",
         .value_name = "CODE",
         .help = "Target languages (default: all)",
         .target = &to_,
         .comma_list = true},
        {.names = "--limit",
         .value_name = "N",
         .help = "At most N per target language (default 10)",
         .target = &limit_},
        {.names = "--without",
         .value_name = "SOURCE",
         .help = "Leave out glossaries, lexicon, dictionaries, catalogues, parallel, composition or cognates",
         .target = &without_,
         .comma_list = true}};
  }

  int run(Session& session) override {
    std::vector<std::string> terms = terms_;
    if (!file_.empty()) read_terms(terms);
    if (terms.empty()) throw Error(ErrorKind::usage, "no term to look up; try 'termknit lookup Kundenservice --to cs'");
    LookupOptions options;
    if (!from_.empty()) options.from = parse_languages({from_}).front();
    options.to = parse_languages(to_);
    options.without = parse_evidence_kinds(without_);
    if (limit_ < 1) throw Error(ErrorKind::usage, "--limit takes a number from 1");
    options.limit = static_cast<std::size_t>(limit_);

    Knowledge knowledge(session);
    knowledge.index();  // its vocabulary spares the dictionaries
    Lookup lookup(session.resources(), knowledge.dictionaries(options.without), knowledge.proposals(),
                  knowledge.termbase(), knowledge.glossaries(), knowledge.parallel(options.without),
                  knowledge.vectors(options.without));
    Console& console = session.console;
    if (console.mode == OutputMode::tsv)
      console.row({"source_lang", "source", "target_lang", "target", "confidence", "status", "witnesses"});
    bool found = false;
    for (const std::string& term : terms) {
      const std::vector<LookupRow> rows = lookup.look_up(clean_term(term), options);
      found = found || !rows.empty();
      print(console, term, rows);
      if (rows.empty()) {
        console.note(fmt::format("nothing for '{}'{}; 'termknit resources' shows what could be installed", term,
                                 from_.empty() ? "" : " in " + from_));
      }
    }
    return found ? kExitDone : kExitNothingFound;
  }

 private:
  static std::string clean_term(const std::string& term) {
    if (!is_valid_utf8(term)) throw Error(ErrorKind::usage, "the term is not valid UTF-8");
    return std::string(trim(clean_text(term)));
  }

  void read_terms(std::vector<std::string>& terms) const {
    const std::string bytes =
        file_ == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : read_file(file_);
    // Lists come out of spreadsheets: with a byte order mark, in UTF-16, in the code page of the country.
    const DecodedText text = decode_text(bytes);
    if (text.binary) throw Error(ErrorKind::malformed, "is not text; a list has one term a line", {file_});
    for_each_line(text.utf8, [&](std::string_view line, std::size_t) {
      if (!trim(line).empty()) terms.emplace_back(trim(line));
    });
  }

  static void print(Console& console, const std::string& term, const std::vector<LookupRow>& rows) {
    const LookupRow* previous = nullptr;
    for (const LookupRow& row : rows) {
      // Scripts sort by it: two decimals would make ties.
      const std::string confidence =
          fmt::format("{:.{}f}", row.equivalent.confidence, console.mode == OutputMode::tsv ? 4 : 2);
      if (console.mode == OutputMode::json) {
        console.line(json(row).str());
      } else if (console.mode == OutputMode::tsv) {
        // Nobody shall take the compound's equivalents for the term's.
        const std::string& source = row.compound.empty() ? term : row.compound;
        console.row({row.source_language.str(), source, row.target_language.str(), row.equivalent.term, confidence,
                     row.equivalent.status, reasons(row.equivalent)});
      } else {
        if (!previous || previous->source_language != row.source_language) {
          console.line(console.bold(fmt::format("{} ({})", escape_for_terminal(term), row.source_language.str())));
        }
        const bool new_target = !previous || previous->target_language != row.target_language ||
                                previous->source_language != row.source_language;
        console.line(
            fmt::format("  {:<4}{}  {}  {}", new_target ? row.target_language.str() : "",
                        console.green(escape_for_terminal(row.equivalent.term)), confidence,
                        row.compound.empty() ? row.equivalent.status : "of " + escape_for_terminal(row.compound)));
        console.line(console.dim(fmt::format("        {}", escape_for_terminal(reasons(row.equivalent)))));
        if (new_target && !row.contexts.empty()) {
          console.line(console.dim(fmt::format("        “{}” ({})", escape_for_terminal(row.contexts.front().text),
                                               row.contexts.front().source)));
        }
      }
      previous = &row;
    }
  }

  std::vector<std::string> terms_, to_, without_;
  std::string file_, from_;
  int limit_ = 10;
};

}  // namespace

std::unique_ptr<Command> make_lookup_command() {
  return std::make_unique<LookupCommand>();
}

}  // namespace termknit
