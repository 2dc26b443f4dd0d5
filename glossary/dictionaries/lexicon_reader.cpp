// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

PartOfSpeech part_of_speech(std::string_view name) {
  static const std::map<std::string_view, PartOfSpeech> kNames{{"noun", PartOfSpeech::noun},
                                                               {"verb", PartOfSpeech::verb},
                                                               {"adjective", PartOfSpeech::adjective},
                                                               {"adverb", PartOfSpeech::adverb}};
  const auto it = kNames.find(name);
  return it == kNames.end() ? PartOfSpeech::other : it->second;
}

/// The columns of one file, by its header line.
struct Columns {
  std::size_t pos = 0, sense = 0, count = 0;
  std::vector<std::pair<std::size_t, LanguageTag>> languages;
};

Columns read_header(std::string_view line, const std::string& file) {
  Columns columns;
  const auto names = split(line, '\t');
  columns.count = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "pos") {
      columns.pos = i;
    } else if (names[i] == "sense") {
      columns.sense = i;
    } else if (names[i] != "id") {
      const auto tag = LanguageTag::try_parse(names[i]);
      if (!tag)
        throw Error(ErrorKind::malformed, fmt::format("column '{}' is neither id, pos, sense nor a language", names[i]),
                    {file, 1});
      columns.languages.emplace_back(i, *tag);
    }
  }
  if (columns.pos == 0 || columns.sense == 0 || columns.languages.size() < 2) {
    throw Error(ErrorKind::malformed, "the first line must name the columns: id, pos, languages, sense", {file, 1});
  }
  return columns;
}

void read_lexicon_file(const fs::path& path, const GroupSink& groups, const DiagnosticSink& sink) {
  const std::string file = path.string();
  const std::string text = read_file(path);
  if (!is_valid_utf8(text)) throw Error(ErrorKind::malformed, "is not UTF-8", {file});
  Columns columns;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    if (columns.count == 0) {
      columns = read_header(line, file);
      return;
    }
    const auto cells = split(line, '\t');
    if (cells.size() != columns.count) {
      report(sink, Severity::warning, fmt::format("left out: {} columns, not {}", cells.size(), columns.count),
             {file, number});
      return;
    }
    TranslationGroup group;
    group.part_of_speech = part_of_speech(cells[columns.pos]);
    group.label = cells[columns.sense];
    for (const auto& [column, language] : columns.languages) {
      GroupSide side{language, split_synonyms(cells[column])};
      for (std::string& term : side.terms) term = to_nfc(term);
      if (!side.terms.empty()) group.sides.push_back(std::move(side));
    }
    if (group.sides.size() > 1) groups(std::move(group));
  });
}

}  // namespace

void read_lexicon(const fs::path& folder, const GroupSink& groups, const DiagnosticSink& sink) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  if (error)
    throw Error(ErrorKind::io, fmt::format("the core lexicon cannot be read: {}", error.message()), {folder.string()});
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) read_lexicon_file(file, groups, sink);
}

}  // namespace termknit
