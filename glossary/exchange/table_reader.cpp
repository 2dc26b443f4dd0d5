// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/table_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/table_header.h"
#include "glossary/exchange/term_values.h"
#include "language/language_name.h"
#include "language/text.h"

namespace termknit {
namespace {

using Kind = ColumnRole::Kind;
using Scope = ColumnRole::Scope;

}  // namespace

struct TableReader::Impl {
  std::string file;
  GlossaryReadOptions options;
  const GlossarySink& sink;
  std::optional<TableLayout> layout{};
  std::optional<ConceptEntry> current{};
  std::uint64_t current_line = 0;

  Impl(std::string name, const GlossaryReadOptions& read_options, const GlossarySink& to)
      : file(std::move(name)), options(read_options), sink(to) {}

  void repair(const std::string& entry, std::uint64_t line, std::string message) const {
    if (sink.repair) sink.repair({entry, {file, line}, std::move(message)});
  }

  void flush() {
    if (!current) return;
    ConceptEntry entry = std::move(*current);
    current.reset();
    sink.entry(std::move(entry));
  }

  void take(ConceptEntry entry, std::uint64_t line) {
    if (current && !entry.id.empty() && current->id == entry.id) return merge_entry(*current, std::move(entry));
    flush();
    current = std::move(entry);
    current_line = line;
  }

  void read_cell(const ColumnRole& role, std::string_view cell, RowParts& parts, std::uint64_t line) const {
    if (cell.empty()) return;
    if (!role.column) {
      DataCategory other{.kind = "note", .type = role.name, .value = std::string(cell)};
      (role.scope == Scope::entry ? parts.entry.other : parts.term.other).push_back(std::move(other));
    } else if (!role.column->read(parts, cell)) {
      parts.term.other.push_back({"termNote", std::string(role.column->name), std::string(cell), ""});
      repair(parts.entry.id, line,
             fmt::format("'{}' is no value of column '{}'; kept as other data", truncate_at_code_point(cell, 100),
                         role.column->name));
    }
  }

  /// A table with one term a row and a column for its language.
  void read_term_row(const std::vector<std::string>& cells, std::uint64_t line, std::uint64_t row) {
    RowParts parts;
    std::string language;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const ColumnRole& role = layout->roles[i];
      if (role.kind == Kind::language) language = cells[i];
      if (role.kind == Kind::term) parts.term.designation = cells[i];
      if (role.kind == Kind::data) read_cell(role, cells[i], parts, line);
    }
    if (trim(parts.term.designation).empty())
      return repair(parts.entry.id, line, fmt::format("row {} has no term; skipped", row));
    const auto tag = language_by_name(language);
    const auto any_tag = tag ? tag : LanguageTag::try_parse(trim(language));
    if (!any_tag) {
      return repair(parts.entry.id, line,
                    fmt::format("row {}: '{}' is no language; skipped", row, truncate_at_code_point(language, 100)));
    }
    parts.section.language = *any_tag;
    parts.section.terms.push_back(std::move(parts.term));
    parts.entry.languages.push_back(std::move(parts.section));
    take(std::move(parts.entry), line);
  }

  /// The terms of one cell and what the row says about them.
  struct Group {
    LanguageTag language{};
    std::vector<std::string> designations{};
    RowParts parts{};
  };

  std::vector<Group> terms_of(const std::vector<std::string>& cells) const {
    std::vector<Group> groups(layout->groups);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const ColumnRole& role = layout->roles[i];
      if (role.kind != Kind::terms) continue;
      groups[role.group].language = *role.language;
      for (const std::string_view piece : split(cells[i], '|')) {
        std::string designation = one_line_text(piece);
        if (!designation.empty()) groups[role.group].designations.push_back(std::move(designation));
      }
    }
    return groups;
  }

  /// memoQ: "CasePermissive;HalfPrefix", and Forbidden for a term not to be used.
  static void read_info(std::string_view cell, RowParts& parts) {
    std::vector<std::string> rest;
    for (const std::string_view word : split(cell, ';')) {
      if (name_key(word) == "forbidden") {
        parts.term.status = AdministrativeStatus::deprecated;
      } else if (!trim(word).empty()) {
        rest.emplace_back(trim(word));
      }
    }
    if (!rest.empty()) parts.term.other.push_back({"note", "Term_Info", join(rest, ";"), ""});
  }

  void read_data(const ColumnRole& role, std::string_view cell, std::vector<Group>& groups, RowParts& whole,
                 std::uint64_t line) const {
    const auto read = [&](RowParts& parts) {
      if (role.kind == Kind::info) return read_info(cell, parts);
      read_cell(role, cell, parts, line);
    };
    if (role.scope == Scope::group) return read(groups[role.group].parts);
    if (role.scope == Scope::language) {
      for (Group& group : groups) {
        if (group.language == *role.language) read(group.parts);
      }
      return;
    }
    // A definition or a note of the whole row.
    if (role.column && role.column->level == TableLevel::language) {
      RowParts parts;
      read(parts);
      for (SourcedText& text : parts.section.definitions) whole.entry.definitions.push_back(std::move(text));
      for (std::string& text : parts.section.notes) whole.entry.notes.push_back(std::move(text));
    } else if (role.column && role.column->name == "note") {
      whole.entry.notes.emplace_back(cell);
    } else if (role.column && role.column->name == "source") {
      whole.entry.source = cell;
    } else if (role.column && role.column->level == TableLevel::term && role.column->name != "status" &&
               role.column->name != "part_of_speech" && role.column->name != "term_type") {
      // Said of one term, and the first one is the one the row is about.
      if (!groups.empty()) read(groups.front().parts);
    } else if (role.column && role.column->level == TableLevel::term) {
      for (Group& group : groups) read(group.parts);
    } else {
      read(whole);
    }
  }

  static void add_group(ConceptEntry& entry, Group& group) {
    if (group.designations.empty()) return;
    group.parts.section.language = group.language;
    for (std::string& designation : group.designations) {
      Term& term = group.parts.section.terms.emplace_back(group.parts.term);
      term.designation = std::move(designation);
    }
    ConceptEntry part;
    part.languages.push_back(std::move(group.parts.section));
    merge_entry(entry, std::move(part));
  }

  /// A table with one concept a row and columns for its languages.
  void read_concept_row(const std::vector<std::string>& cells, std::uint64_t line, std::uint64_t row) {
    std::vector<Group> groups = terms_of(cells);
    RowParts whole;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const ColumnRole& role = layout->roles[i];
      const std::string cell(trim(cells[i]));
      if (!cell.empty() && (role.kind == Kind::data || role.kind == Kind::info))
        read_data(role, cell, groups, whole, line);
    }
    for (Group& group : groups) add_group(whole.entry, group);
    if (whole.entry.languages.empty())
      return repair(whole.entry.id, line, fmt::format("row {} has no term; skipped", row));
    take(std::move(whole.entry), line);
  }

  void recognize(const std::vector<std::string>& cells, std::uint64_t line) {
    layout = recognize_table(cells, options.languages);
    if (layout) return;
    throw Error(ErrorKind::malformed,
                "the first row names no language; name the columns by languages (\"de\", \"English\") or say "
                "--languages en,de",
                {file, line});
  }
};

TableReader::TableReader(std::string file, const GlossaryReadOptions& options, const GlossarySink& sink)
    : impl_(std::make_unique<Impl>(std::move(file), options, sink)) {}

TableReader::~TableReader() = default;

void TableReader::repair(std::uint64_t line, std::string message) {
  impl_->repair({}, line, std::move(message));
}

bool TableReader::stopped() const {
  return impl_->sink.stop && impl_->sink.stop();
}

void TableReader::row(std::vector<std::string> cells, std::uint64_t line, std::uint64_t row, bool exact) {
  for (std::string& cell : cells) cell = clean_text(cell);
  if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); })) return;
  if (!impl_->layout) {
    impl_->recognize(cells, line);
    if (impl_->layout->has_header) return;
  }
  const std::size_t expected = impl_->layout->roles.size();
  if (!exact) {
    while (cells.size() > expected && cells.back().empty()) cells.pop_back();
    if (cells.size() < expected) cells.resize(expected);
  }
  if (cells.size() != expected)
    return repair(line, fmt::format("row {} has {} cells, the first row {}; skipped", row, cells.size(), expected));
  if (impl_->layout->row_per_term) {
    impl_->read_term_row(cells, line, row);
  } else {
    impl_->read_concept_row(cells, line, row);
  }
}

void TableReader::finish() {
  impl_->flush();
}

}  // namespace termknit
