// SPDX-License-Identifier: GPL-3.0-or-later
// The termbase by hand: show, add, delete. Small verbs over one store, so they share a file.
#include <cstdlib>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "glossary/entry_json.h"
#include "glossary/termbase.h"
#include "language/text.h"

namespace termknit {
namespace {

std::string user() {
  const char* name = std::getenv("USER");
  return name && *name ? name : "user";
}

std::optional<Termbase> open_termbase(Session& session, bool read_only) {
  const auto project = session.find_project();
  std::error_code ignored;
  if (!project || !std::filesystem::exists(*project / "termbase.db", ignored)) return std::nullopt;
  return Termbase::open(*project / "termbase.db", session.resources(), false, read_only);
}

void print(Console& console, const ConceptEntry& entry) {
  if (console.mode == OutputMode::json) {
    console.line(format_entry(entry));
    return;
  }
  console.line(console.bold(entry.id) + fmt::format("  revision {}", entry.revision));
  for (const std::string& subject : entry.subject_fields)
    console.line(fmt::format("  subject: {}", escape_for_terminal(subject)));
  for (const SourcedText& definition : entry.definitions)
    console.line(fmt::format("  definition: {}", escape_for_terminal(definition.text)));
  for (const LanguageSection& section : entry.languages) {
    for (const SourcedText& definition : section.definitions) {
      console.line(fmt::format("  {}  definition: {}", section.language.str(), escape_for_terminal(definition.text)));
    }
    for (const Term& term : section.terms) {
      console.line(fmt::format("  {}  {}  {}  {}", section.language.str(),
                               console.green(escape_for_terminal(term.designation)), tbx_name(term.part_of_speech),
                               status_name(term.status)));
    }
  }
  for (const std::string& note : entry.notes) console.line(fmt::format("  note: {}", escape_for_terminal(note)));
}

class ShowCommand : public Command {
 public:
  std::string name() const override { return "show"; }
  std::string summary() const override { return "A concept entry of the termbase"; }
  std::string examples() const override { return "  termknit show c01jd8w3mz7k2p4q5x\n"; }
  std::vector<OptionSpec> options() override {
    return {{.names = "id", .help = "The entry's id", .target = &id_, .required = true}};
  }
  int run(Session& session) override {
    const auto termbase = open_termbase(session, true);
    const auto entry = termbase ? termbase->find(id_) : std::nullopt;
    if (!entry) {
      session.console.note(fmt::format("there is no concept entry '{}' here", id_));
      return kExitNothingFound;
    }
    print(session.console, *entry);
    return kExitDone;
  }

 private:
  std::string id_;
};

class AddCommand : public Command {
 public:
  std::string name() const override { return "add"; }
  std::string summary() const override { return "Add a concept entry to the termbase"; }
  std::string examples() const override {
    return "  termknit add de:Kundenservice 'lv:klientu apkalpošana' 'cs:zákaznický servis'\n"
           "  termknit add en:churn fi:asiakaspoistuma --subject 'customer service' --status preferred\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "terms",
         .help = "LANGUAGE:TERM, two languages or more make an equivalence",
         .target = &terms_,
         .required = true},
        {.names = "--subject", .value_name = "TEXT", .help = "Subject field", .target = &subject_},
        {.names = "--definition", .value_name = "TEXT", .help = "Definition of the concept", .target = &definition_},
        {.names = "--status",
         .value_name = "WORD",
         .help = "Status of all the terms",
         .target = &status_,
         .choices = {"preferred", "admitted", "deprecated", "superseded", "unspecified"}},
        {.names = "--pos",
         .value_name = "WORD",
         .help = "Part of speech of all the terms",
         .target = &part_of_speech_,
         .choices = {"noun", "verb", "adjective", "adverb", "other"}},
        {.names = "--note", .value_name = "TEXT", .help = "A note (repeatable)", .target = &notes_}};
  }

  int run(Session& session) override {
    ConceptEntry entry;
    for (const std::string& text : terms_) add_term(entry, text);
    if (!subject_.empty()) entry.subject_fields.push_back(clean_text(subject_));
    if (!definition_.empty()) entry.definitions.push_back({clean_text(definition_), {}});
    entry.notes = notes_;
    const auto project = session.make_project();
    Termbase termbase = Termbase::open(project / "termbase.db", session.resources(), true);
    const std::string id = termbase.add(std::move(entry), user());
    session.console.line(id);
    return kExitDone;
  }

 private:
  void add_term(ConceptEntry& entry, const std::string& text) const {
    const std::size_t colon = text.find(':');
    const auto language = LanguageTag::try_parse(text.substr(0, colon == text.npos ? 0 : colon));
    if (colon == text.npos || !language || !is_valid_utf8(text)) {
      throw Error(ErrorKind::usage, fmt::format("'{}' is not LANGUAGE:TERM, as in de:Kundenservice", text));
    }
    Term term;
    term.designation = trim(clean_text(text.substr(colon + 1)));
    if (term.designation.empty()) throw Error(ErrorKind::usage, fmt::format("'{}' has no term behind the colon", text));
    if (term.designation.size() > 1000) throw Error(ErrorKind::limit, "a term is longer than 1000 bytes");
    for (int i = 0; i <= static_cast<int>(AdministrativeStatus::superseded); ++i) {
      if (status_name(static_cast<AdministrativeStatus>(i)) == status_)
        term.status = static_cast<AdministrativeStatus>(i);
    }
    for (const PartOfSpeech pos :
         {PartOfSpeech::noun, PartOfSpeech::verb, PartOfSpeech::adjective, PartOfSpeech::adverb}) {
      if (tbx_name(pos) == part_of_speech_) term.part_of_speech = pos;
    }
    entry.section(*language).terms.push_back(std::move(term));
  }

  std::vector<std::string> terms_, notes_;
  std::string subject_, definition_, status_ = "unspecified", part_of_speech_ = "other";
};

class DeleteCommand : public Command {
 public:
  std::string name() const override { return "delete"; }
  std::string summary() const override { return "Delete a concept entry of the termbase (its history stays)"; }
  std::string examples() const override { return "  termknit delete c01jd8w3mz7k2p4q5x\n"; }
  std::vector<OptionSpec> options() override {
    return {{.names = "id", .help = "The entry's id", .target = &id_, .required = true}};
  }
  int run(Session& session) override {
    auto termbase = open_termbase(session, false);
    if (!termbase || !termbase->find(id_)) {
      session.console.note(fmt::format("there is no concept entry '{}' here", id_));
      return kExitNothingFound;
    }
    termbase->remove(id_, user());
    return kExitDone;
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_show_command() {
  return std::make_unique<ShowCommand>();
}
std::unique_ptr<Command> make_add_command() {
  return std::make_unique<AddCommand>();
}
std::unique_ptr<Command> make_delete_command() {
  return std::make_unique<DeleteCommand>();
}

}  // namespace termknit
