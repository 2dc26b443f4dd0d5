// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/glossary_input.h"

#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/entry_json.h"
#include "glossary/exchange/tbx_writer.h"
#include "glossary/termbase.h"

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

Glossary read_json_lines(const fs::path& file) {
  Glossary glossary;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    if (trim(line).empty()) return;
    try {
      glossary.entries.push_back(parse_entry(line));
    } catch (const Error& error) {
      throw Error(error.kind(), error.message(), {file.string(), number});
    }
  });
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
  if (path.extension() == ".jsonl") return read_json_lines(path);
  throw Error(ErrorKind::unsupported, "is no format that can be read here; use .jsonl, .db or a project folder",
              {name});
}

void write_glossary_output(const fs::path& file, const Glossary& glossary) {
  const std::string extension = file.extension().string();
  if (extension != ".jsonl" && extension != ".tbx")
    throw Error(ErrorKind::unsupported, "is no format that can be written here; use .tbx or .jsonl", {file.string()});
  AtomicFile output(file);
  if (extension == ".jsonl") {
    for (const ConceptEntry& entry : glossary.entries) output.write(format_entry(entry) + "\n");
  } else {
    std::set<std::string, std::less<>> ids;
    for (const ConceptEntry& entry : glossary.entries) ids.insert(entry.id);
    TbxWriter writer(output.stream(), glossary.header, [&](std::string_view id) { return ids.contains(id); });
    for (const ConceptEntry& entry : glossary.entries) writer.write(entry);
    writer.finish();
  }
  output.commit();
}

}  // namespace termknit
