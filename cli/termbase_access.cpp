// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/termbase_access.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "core/tsv.h"
#include "glossary/entries/entry_json.h"
#include "glossary/entries/field_text.h"
#include "glossary/termbase/reference_glossaries.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestTerm = 1000;  // bytes

template <typename Enum>
Enum parse_word(const std::string& word, const char* what, const std::vector<Enum>& values) {
  std::vector<std::string> words;
  for (const Enum value : values) {
    words.push_back(field_text(value));
    if (words.back() == word) return value;
  }
  throw Error(ErrorKind::usage, fmt::format("'{}' is no {}; use {}", word, what, join(words, ", ")));
}

TermbaseSettings termbase_settings(const Session& session) {
  return {.wait_seconds = session.settings.wait_seconds, .jobs = session.jobs()};
}

void print_term(Console& console, const LanguageTag& language, const Term& term) {
  std::string line =
      fmt::format("  {}  {}  {}  {}", language.str(), console.green(escape_for_terminal(term.designation)),
                  tbx_name(term.part_of_speech), status_name(term.status));
  if (!is_unstated(term.gender)) line += "  " + field_text(term.gender);
  console.line(line);
  for (const SourcedText& context : term.contexts)
    console.line(fmt::format("      context: {}", escape_for_terminal(field_text(context))));
  for (const std::string& note : term.notes) console.line(fmt::format("      note: {}", escape_for_terminal(note)));
}

}  // namespace

std::string user() {
  const char* name = std::getenv("USER");
  return name && *name ? name : "user";
}

std::optional<Termbase> open_termbase(Session& session, bool read_only) {
  const auto project = session.find_project();
  std::error_code ignored;
  if (!project || !std::filesystem::exists(*project / "termbase.db", ignored)) return std::nullopt;
  return Termbase::open(*project / "termbase.db", session.resources(), false, read_only, termbase_settings(session));
}

Termbase make_termbase(Session& session) {
  const auto project = session.make_project();
  return Termbase::open(project / "termbase.db", session.resources(), true, false, termbase_settings(session));
}

Termbase make_glossary(Session& session, const std::string& name) {
  const auto file = ReferenceGlossaries::file_of(session.make_project(), name);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) throw Error(ErrorKind::io, "cannot be made: " + error.message(), {file.parent_path().string()});
  return Termbase::open(file, session.resources(), true, false, termbase_settings(session));
}

TermName parse_term_name(const std::string& text) {
  const std::size_t colon = text.find(':');
  const auto language = LanguageTag::try_parse(text.substr(0, colon == text.npos ? 0 : colon));
  if (colon == text.npos || !language || !is_valid_utf8(text))
    throw Error(ErrorKind::usage, fmt::format("'{}' is not LANGUAGE:TERM, as in de:Kundenservice", text));
  TermName name{*language, std::string(trim(clean_text(text.substr(colon + 1))))};
  if (name.designation.empty()) throw Error(ErrorKind::usage, fmt::format("'{}' has no term behind the colon", text));
  if (name.designation.size() > kLongestTerm) throw Error(ErrorKind::limit, "a term is longer than 1000 bytes");
  return name;
}

std::pair<TermName, std::string> parse_term_value(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == text.npos) {
    throw Error(ErrorKind::usage,
                fmt::format("'{}' is not LANGUAGE:TERM=VALUE, as in de:Kundenservice=preferred", text));
  }
  if (!is_valid_utf8(text)) throw Error(ErrorKind::usage, "an option's value is not valid UTF-8");
  return {parse_term_name(text.substr(0, equals)), std::string(trim(clean_text(text.substr(equals + 1))))};
}

AdministrativeStatus parse_status(const std::string& word) {
  using enum AdministrativeStatus;
  return parse_word<AdministrativeStatus>(word, "status", {preferred, admitted, deprecated, superseded, unspecified});
}

PartOfSpeech parse_part_of_speech(const std::string& word) {
  using enum PartOfSpeech;
  return parse_word<PartOfSpeech>(word, "part of speech", {noun, verb, adjective, adverb, other});
}

Gender parse_gender(const std::string& word) {
  using enum Gender;
  return parse_word<Gender>(word, "gender", {masculine, feminine, neuter, other, unspecified});
}

TermType parse_term_type(const std::string& word) {
  using enum TermType;
  return parse_word<TermType>(word, "type of term",
                              {full_form, acronym, abbreviation, short_form, variant, phrase, unspecified});
}

const std::vector<std::string>& status_words() {
  static const std::vector<std::string> kWords{"preferred", "admitted", "deprecated", "superseded", "unspecified"};
  return kWords;
}

const std::vector<std::string>& part_of_speech_words() {
  static const std::vector<std::string> kWords{"noun", "verb", "adjective", "adverb", "other"};
  return kWords;
}

void print_entry(Console& console, const ConceptEntry& entry) {
  if (console.mode == OutputMode::json) {
    console.line(format_entry(entry));
    return;
  }
  const auto labelled = [&](std::string_view label, const std::string& text) {
    console.line(fmt::format("  {}: {}", label, escape_for_terminal(text)));
  };
  console.line(console.bold(escape_for_terminal(entry.id)) + fmt::format("  revision {}", entry.revision));
  for (const std::string& subject : entry.subject_fields) labelled("subject", subject);
  for (const SourcedText& definition : entry.definitions) labelled("definition", field_text(definition));
  for (const LanguageSection& section : entry.languages) {
    for (const SourcedText& definition : section.definitions)
      labelled(section.language.str() + "  definition", field_text(definition));
    for (const Term& term : section.terms) print_term(console, section.language, term);
  }
  for (const CrossReference& reference : entry.cross_references) labelled("see", field_text(reference));
  for (const std::string& note : entry.notes) labelled("note", note);
}

int no_such_entry(Session& session, const std::string& id) {
  session.console.note(fmt::format("there is no concept entry '{}' here", id));
  return kExitNothingFound;
}

}  // namespace termknit
