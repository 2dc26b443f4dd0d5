// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // spreadsheets put it first

/// Absent for a word that names no part of speech.
std::optional<PartOfSpeech> part_of_speech(std::string_view name) {
  static const std::map<std::string_view, PartOfSpeech> kNames{
      {"noun", PartOfSpeech::noun},     {"verb", PartOfSpeech::verb},   {"adjective", PartOfSpeech::adjective},
      {"adverb", PartOfSpeech::adverb}, {"other", PartOfSpeech::other}, {"", PartOfSpeech::other}};
  const auto it = kNames.find(name);
  return it == kNames.end() ? std::nullopt : std::optional(it->second);
}

/// The columns of one file, by its header line.
struct Columns {
  std::size_t pos = 0, sense = 0, count = 0;
  std::string names;
  std::vector<std::pair<std::size_t, LanguageTag>> languages;
};

Columns read_header(std::string_view line, const std::string& file) {
  Columns columns;
  const auto names = split(line, '\t');
  columns.count = names.size();
  for (const std::string_view name : names) columns.names += (columns.names.empty() ? "" : " ") + std::string(name);
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
  const std::string bytes = read_file(path);
  std::string_view text = bytes;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Columns columns;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (trim(line).empty() || line.front() == '#') return;
    if (!is_valid_utf8(line)) {
      if (columns.count == 0) throw Error(ErrorKind::malformed, "is not UTF-8", {file, number});
      return report(sink, Severity::warning, "left out: not UTF-8", {file, number});
    }
    if (columns.count == 0) {
      columns = read_header(line, file);
      return;
    }
    const auto cells = split(line, '\t');
    if (cells.size() != columns.count) {
      report(sink, Severity::warning,
             fmt::format("left out: {} columns, not {} ({})", cells.size(), columns.count, columns.names),
             {file, number});
      return;
    }
    TranslationGroup group;
    const auto known = part_of_speech(trim(cells[columns.pos]));
    if (!known)
      report(sink, Severity::warning,
             fmt::format("'{}' is no part of speech: noun, verb, adjective, adverb or other", cells[columns.pos]),
             {file, number, static_cast<std::size_t>(cells[columns.pos].data() - line.data()) + 1});
    group.part_of_speech = known.value_or(PartOfSpeech::other);
    group.label = cells[columns.sense];
    for (const auto& [column, language] : columns.languages) {
      GroupSide side{language, split_synonyms(cells[column])};
      for (std::string& term : side.terms) term = to_nfc(term);
      if (!side.terms.empty()) group.sides.push_back(std::move(side));
    }
    if (group.sides.size() < 2)
      return report(sink, Severity::warning, "left out: fewer than two languages have a term", {file, number});
    groups(std::move(group));
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
  // One file that a translator broke must not cost the others.
  for (const fs::path& file : files) {
    try {
      read_lexicon_file(file, groups, sink);
    } catch (const Error& problem) {
      report(sink, Severity::warning, fmt::format("the file is left out: {}", problem.message()), problem.place());
    }
  }
}

}  // namespace termknit
