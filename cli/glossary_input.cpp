// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/glossary_input.h"

#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "glossary/exchange/glossary_io.h"
#include "glossary/termbase/termbase.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

Glossary read_termbase(Session& session, const fs::path& file) {
  Glossary glossary;
  Termbase::open(file, session.resources(), false, true, {.wait_seconds = session.settings.wait_seconds})
      .for_each([&](const ConceptEntry& entry) {
        glossary.entries.push_back(entry);
        return true;
      });
  return glossary;
}

Glossary read_file_of(Session& session, const fs::path& file) {
  const auto format = format_of_file(file);
  if (!format)
    throw Error(ErrorKind::unsupported,
                "its extension names no glossary format; a project folder or a .db file will do too", {file.string()});
  Glossary glossary;
  const DiagnosticSink report = session.sink();
  glossary.header =
      read_glossary(file, *format, {},
                    {.entry = [&](ConceptEntry entry) { glossary.entries.push_back(std::move(entry)); },
                     .repair =
                         [&](Repair repair) {
                           report({Severity::warning,
                                   repair.entry.empty() ? repair.message
                                                        : fmt::format("entry '{}': {}", repair.entry, repair.message),
                                   repair.place});
                         }});
  return glossary;
}

/// The termbase in or below a folder.
fs::path termbase_in(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::path& candidate : {folder / ".termknit" / "termbase.db", folder / "termbase.db"}) {
    if (fs::exists(candidate, ignored)) return candidate;
  }
  throw Error(ErrorKind::not_found, "holds no termbase", {folder.string()});
}

}  // namespace

Glossary read_glossary_input(Session& session, const std::string& name) {
  std::error_code ignored;
  if (name == "-") {
    const auto project = session.find_project();
    if (!project) throw Error(ErrorKind::not_found, "there is no project here, so '-' names no termbase");
    return read_termbase(session, termbase_in(*project));
  }
  const fs::path path = name;
  if (fs::is_directory(path, ignored)) return read_termbase(session, termbase_in(path));
  if (path.extension() == ".db") return read_termbase(session, path);
  return read_file_of(session, path);
}

void write_glossary_output(const fs::path& file, const Glossary& glossary) {
  const auto format = format_of_file(file);
  if (!format) throw Error(ErrorKind::unsupported, "its extension names no glossary format", {file.string()});
  std::set<std::string, std::less<>> ids;
  std::set<LanguageTag> languages;
  for (const ConceptEntry& entry : glossary.entries) {
    ids.insert(entry.id);
    for (const LanguageSection& section : entry.languages) languages.insert(section.language);
  }
  AtomicFile output(file);
  const auto writer = make_glossary_writer(*format, output.stream(),
                                           {.header = glossary.header,
                                            .languages = {languages.begin(), languages.end()},
                                            .is_exported = [&](std::string_view id) { return ids.contains(id); }});
  for (const ConceptEntry& entry : glossary.entries) writer->write(entry);
  writer->finish();
  output.commit();
}

}  // namespace termknit
