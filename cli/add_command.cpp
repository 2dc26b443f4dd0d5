// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"
#include "glossary/entries/clean_entry.h"

namespace termknit {
namespace {

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
         .choices = status_words()},
        {.names = "--pos",
         .value_name = "WORD",
         .help = "Part of speech of all the terms",
         .target = &part_of_speech_,
         .choices = part_of_speech_words()},
        {.names = "--note", .value_name = "TEXT", .help = "A note (repeatable)", .target = &notes_}};
  }

  int run(Session& session) override {
    ConceptEntry entry;
    for (const std::string& text : terms_) add_term(entry, text);
    if (!subject_.empty()) entry.subject_fields.push_back(subject_);
    if (!definition_.empty()) entry.definitions.push_back({definition_, {}});
    entry.notes = notes_;
    session.console.line(make_termbase(session).add(clean_typed_entry(std::move(entry)), user()));
    return kExitDone;
  }

 private:
  void add_term(ConceptEntry& entry, const std::string& text) const {
    const TermName name = parse_term_name(text);
    Term term;
    term.designation = name.designation;
    term.status = parse_status(status_);
    term.part_of_speech = parse_part_of_speech(part_of_speech_);
    entry.section(name.language).terms.push_back(std::move(term));
  }

  std::vector<std::string> terms_, notes_;
  std::string subject_, definition_, status_ = "unspecified", part_of_speech_ = "other";
};

}  // namespace

std::unique_ptr<Command> make_add_command() {
  return std::make_unique<AddCommand>();
}

}  // namespace termknit
