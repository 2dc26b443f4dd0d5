// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/editor.h"
#include "cli/exit_code.h"
#include "cli/termbase_access.h"
#include "core/file.h"
#include "glossary/entries/clean_entry.h"
#include "glossary/entries/entry_json.h"

namespace termknit {
namespace {

Term& find_term(ConceptEntry& entry, const TermName& name) {
  for (LanguageSection& section : entry.languages) {
    if (section.language != name.language) continue;
    for (Term& term : section.terms) {
      if (term.designation == name.designation) return term;
    }
  }
  throw Error(ErrorKind::usage,
              fmt::format("'{}' has no term '{}:{}'", entry.id, name.language.str(), name.designation));
}

void add_term(ConceptEntry& entry, const TermName& name) {
  LanguageSection& section = entry.section(name.language);
  const bool there = std::any_of(section.terms.begin(), section.terms.end(),
                                 [&](const Term& term) { return term.designation == name.designation; });
  if (there) {
    throw Error(ErrorKind::usage,
                fmt::format("'{}' has the term '{}:{}' already", entry.id, name.language.str(), name.designation));
  }
  section.terms.emplace_back().designation = name.designation;
}

void remove_term(ConceptEntry& entry, const TermName& name) {
  find_term(entry, name);
  for (LanguageSection& section : entry.languages) {
    if (section.language != name.language) continue;
    std::erase_if(section.terms, [&](const Term& term) { return term.designation == name.designation; });
  }
  std::erase_if(entry.languages, [](const LanguageSection& section) { return section.terms.empty(); });
}

void remove_text(std::vector<std::string>& texts, const std::string& text, std::string_view what) {
  if (std::erase(texts, text) == 0) throw Error(ErrorKind::usage, fmt::format("there is no {} '{}'", what, text));
}

class EditCommand : public Command {
 public:
  std::string name() const override { return "edit"; }
  std::string summary() const override { return "Change a concept entry of the termbase"; }
  std::string examples() const override {
    return "  termknit edit c01jd8w3mz7k2p4q5x --term fi:asiakaspalvelu --status de:Kundendienst=deprecated\n"
           "  termknit edit c01jd8w3mz7k2p4q5x --definition 'Help for customers' --subject service --pos "
           "de:Kundendienst=noun\n"
           "  termknit show ID --json | jq '.notes += [\"checked\"]' | termknit edit ID --from -   # the entry as "
           "JSON\n"
           "  termknit edit c01jd8w3mz7k2p4q5x                                                     # in $EDITOR\n";
  }
  std::vector<OptionSpec> options() override {
    return {
        {.names = "id", .help = "The entry's id", .target = &id_, .required = true},
        {.names = "--term", .value_name = "LANG:TERM", .help = "Add a term", .target = &added_},
        {.names = "--remove-term", .value_name = "LANG:TERM", .help = "Remove a term", .target = &removed_},
        {.names = "--rename", .value_name = "LANG:TERM=TERM", .help = "Write a term another way", .target = &renamed_},
        {.names = "--status",
         .value_name = "LANG:TERM=WORD",
         .help = "preferred, admitted, deprecated, superseded or unspecified",
         .target = &statuses_},
        {.names = "--pos",
         .value_name = "LANG:TERM=WORD",
         .help = "noun, verb, adjective, adverb or other",
         .target = &parts_of_speech_},
        {.names = "--gender",
         .value_name = "LANG:TERM=WORD",
         .help = "masculine, feminine, neuter, other or unspecified",
         .target = &genders_},
        {.names = "--type",
         .value_name = "LANG:TERM=WORD",
         .help = "full form, acronym, abbreviation, short form, variant, phrase or unspecified",
         .target = &types_},
        {.names = "--context", .value_name = "LANG:TERM=TEXT", .help = "Add a context", .target = &contexts_},
        {.names = "--term-note",
         .value_name = "LANG:TERM=TEXT",
         .help = "Add a note to a term",
         .target = &term_notes_},
        {.names = "--definition",
         .value_name = "TEXT",
         .help = "Set the concept's definition ('-' removes it)",
         .target = &definition_},
        {.names = "--subject", .value_name = "TEXT", .help = "Add a subject field", .target = &subjects_},
        {.names = "--remove-subject",
         .value_name = "TEXT",
         .help = "Remove a subject field",
         .target = &removed_subjects_},
        {.names = "--note", .value_name = "TEXT", .help = "Add a note", .target = &notes_},
        {.names = "--remove-note", .value_name = "TEXT", .help = "Remove a note", .target = &removed_notes_},
        {.names = "--revision",
         .value_name = "N",
         .help = "Only if the entry is at this revision still",
         .target = &revision_},
        {.names = "--from",
         .value_name = "FILE",
         .help = "Replace the whole entry by JSON as 'show --json' prints it ('-': stdin)",
         .target = &from_}};
  }

  int run(Session& session) override {
    auto termbase = open_termbase(session, false);
    auto entry = termbase ? termbase->find(id_) : std::nullopt;
    if (!entry) return no_such_entry(session, id_);
    const ConceptEntry before = *entry;
    if (revision_ > 0) entry->revision = static_cast<std::uint64_t>(revision_);
    if (!from_.empty()) {
      if (has_changes()) throw Error(ErrorKind::usage, "--from replaces the whole entry; give no other change with it");
      entry = read_entry();
    } else if (has_changes()) {
      change(*entry);
    } else if (::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0) {
      entry = parse_edited(edit_text(pretty_json(format_entry(before)), ".json"));
    } else {
      throw Error(ErrorKind::usage, "no change is named; see 'termknit edit --help', or edit on a terminal");
    }
    *entry = clean_typed_entry(std::move(*entry));
    if (*entry == before) {
      session.console.note("nothing changed");
    } else {
      termbase->replace(*entry, user());
    }
    print_entry(session.console, *termbase->find(id_));
    return kExitDone;
  }

 private:
  bool has_changes() const {
    const auto lists = {&added_,        &removed_,  &renamed_,    &statuses_, &parts_of_speech_,  &genders_,
                        &types_,        &contexts_, &term_notes_, &subjects_, &removed_subjects_, &notes_,
                        &removed_notes_};
    return !definition_.empty() ||
           std::any_of(lists.begin(), lists.end(), [](const std::vector<std::string>* list) { return !list->empty(); });
  }

  /// What comes first may be named by what comes later: a new term and its status in one go.
  void change(ConceptEntry& entry) const {
    for (const std::string& text : added_) add_term(entry, parse_term_name(text));
    change_terms(entry);
    for (const std::string& text : renamed_) {
      const auto [name, designation] = parse_term_value(text);
      find_term(entry, name).designation = designation;
    }
    for (const std::string& text : removed_) remove_term(entry, parse_term_name(text));
    for (const std::string& text : subjects_) entry.subject_fields.push_back(text);
    for (const std::string& text : removed_subjects_) remove_text(entry.subject_fields, text, "subject field");
    for (const std::string& text : notes_) entry.notes.push_back(text);
    for (const std::string& text : removed_notes_) remove_text(entry.notes, text, "note");
    if (definition_.empty()) return;
    entry.definitions.clear();
    if (definition_ != "-") entry.definitions.push_back({definition_, {}});
  }

  void change_terms(ConceptEntry& entry) const {
    const auto each = [&](const std::vector<std::string>& texts,
                          const std::function<void(Term & term, const std::string& value)>& f) {
      for (const std::string& text : texts) {
        const auto [name, value] = parse_term_value(text);
        f(find_term(entry, name), value);
      }
    };
    each(statuses_, [](Term& term, const std::string& word) { term.status = parse_status(word); });
    each(parts_of_speech_,
         [](Term& term, const std::string& word) { term.part_of_speech = parse_part_of_speech(word); });
    each(genders_, [](Term& term, const std::string& word) { term.gender = parse_gender(word); });
    each(types_, [](Term& term, const std::string& word) { term.type = parse_term_type(word); });
    each(contexts_, [](Term& term, const std::string& text) { term.contexts.push_back({text, {}}); });
    each(term_notes_, [](Term& term, const std::string& text) { term.notes.push_back(text); });
  }

  ConceptEntry read_entry() const {
    return parse_edited(from_ == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : read_file(from_));
  }

  ConceptEntry parse_edited(const std::string& json) const {
    ConceptEntry entry = parse_entry(json);
    if (entry.id != id_)
      throw Error(ErrorKind::usage, fmt::format("the JSON is of the entry '{}', not of '{}'", entry.id, id_));
    if (entry.revision == 0) {
      throw Error(ErrorKind::usage,
                  "the JSON has no revision; take that of 'show --json', so that nobody's change is overwritten");
    }
    return entry;
  }

  std::string id_, definition_, from_;
  std::vector<std::string> added_, removed_, renamed_, statuses_, parts_of_speech_, genders_, types_, contexts_,
      term_notes_, subjects_, removed_subjects_, notes_, removed_notes_;
  int revision_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_edit_command() {
  return std::make_unique<EditCommand>();
}

}  // namespace termknit
