// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/glossary_input.h"

#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/file.h"
#include "glossary/exchange/glossary_io.h"
#include "glossary/exchange/seen_ids.h"
#include "glossary/termbase/termbase.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

GlossarySource termbase_source(Session& session, const fs::path& file) {
  return [&session, file](const std::function<void(ConceptEntry)>& take) {
    Termbase::open(file, session.resources(), false, true, {.wait_seconds = session.settings.wait_seconds})
        .for_each([&](const ConceptEntry& entry) {
          take(entry);
          return true;
        });
    return GlossaryHeader{};
  };
}

GlossarySource file_source(Session& session, const fs::path& file) {
  const auto format = format_of_file(file);
  if (!format)
    throw Error(ErrorKind::unsupported,
                "its extension names no glossary format; a project folder or a .db file will do too", {file.string()});
  return [report = session.sink(), file, format,
          told = std::make_shared<bool>(false)](const std::function<void(ConceptEntry)>& take) {
    const bool first = !std::exchange(*told, true);
    const auto tell = [&](const Repair& repair) {
      if (!first) return;
      report({Severity::warning,
              repair.entry.empty() ? repair.message : fmt::format("entry '{}': {}", repair.entry, repair.message),
              repair.place});
    };
    return read_glossary(file, *format, {}, {.entry = take, .repair = tell});
  };
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

GlossarySource glossary_input(Session& session, const std::string& name) {
  std::error_code ignored;
  if (name == "-") {
    const auto project = session.find_project();
    if (!project) throw Error(ErrorKind::not_found, "there is no project here, so '-' names no termbase");
    return termbase_source(session, termbase_in(*project));
  }
  const fs::path path = name;
  if (fs::is_directory(path, ignored)) return termbase_source(session, termbase_in(path));
  if (path.extension() == ".db") return termbase_source(session, path);
  return file_source(session, path);
}

void write_glossary_output(const fs::path& file, const GlossarySource& source) {
  const auto format = format_of_file(file);
  if (!format) throw Error(ErrorKind::unsupported, "its extension names no glossary format", {file.string()});
  SeenIds ids;
  std::set<LanguageTag> languages;
  const GlossaryHeader header = source([&](const ConceptEntry& entry) {
    ids.insert(entry.id);
    for (const LanguageSection& section : entry.languages) languages.insert(section.language);
  });
  AtomicFile output(file);
  const auto writer = make_glossary_writer(*format, output.stream(),
                                           {.header = header,
                                            .languages = {languages.begin(), languages.end()},
                                            .is_exported = [&](std::string_view id) { return ids.contains(id); }});
  source([&](const ConceptEntry& entry) { writer->write(entry); });
  writer->finish();
  output.commit();
}

}  // namespace termknit
