// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/table_columns.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <type_traits>

#include "glossary/exchange/cell_list.h"
#include "glossary/exchange/term_values.h"

namespace termknit {
namespace {

/// The part of a row that a column of level `Part` writes; null if another row writes it.
template <typename Part>
const Part* part(const RowView& row) {
  if constexpr (std::is_same_v<Part, ConceptEntry>) {
    return row.first_of_entry ? &row.entry : nullptr;
  } else if constexpr (std::is_same_v<Part, LanguageSection>) {
    return row.first_of_section ? &row.section : nullptr;
  } else {
    return &row.term;
  }
}

template <typename Part>
Part& part(RowParts& row) {
  if constexpr (std::is_same_v<Part, ConceptEntry>) {
    return row.entry;
  } else if constexpr (std::is_same_v<Part, LanguageSection>) {
    return row.section;
  } else {
    return row.term;
  }
}

template <typename Part>
constexpr TableLevel kLevel = std::is_same_v<Part, ConceptEntry>      ? TableLevel::concept_entry
                              : std::is_same_v<Part, LanguageSection> ? TableLevel::language
                                                                      : TableLevel::term;

template <typename Part, std::string Part::*member>
TableColumn text_column(std::string_view name) {
  return {name, kLevel<Part>,
          [](const RowView& row) {
            const Part* from = part<Part>(row);
            return from ? from->*member : std::string();
          },
          [](RowParts& row, std::string_view cell) {
            part<Part>(row).*member = cell;
            return true;
          }};
}

template <typename Part, std::vector<std::string> Part::*member>
TableColumn list_column(std::string_view name) {
  return {name, kLevel<Part>,
          [](const RowView& row) {
            const Part* from = part<Part>(row);
            return from ? format_cell_list(from->*member) : std::string();
          },
          [](RowParts& row, std::string_view cell) {
            for (std::string& value : parse_cell_list(cell)) (part<Part>(row).*member).push_back(std::move(value));
            return true;
          }};
}

/// Texts and their sources stand in two columns; the n-th source is that of the n-th text.
template <typename Part, std::vector<SourcedText> Part::*member, std::string SourcedText::*half>
TableColumn sourced_column(std::string_view name) {
  return {name, kLevel<Part>,
          [](const RowView& row) {
            const Part* from = part<Part>(row);
            std::vector<std::string> values;
            bool any = false;
            if (from) {
              for (const SourcedText& item : from->*member) values.push_back(item.*half);
            }
            for (const std::string& value : values) any = any || !value.empty();
            return any ? format_cell_list(values) : std::string();
          },
          [](RowParts& row, std::string_view cell) {
            std::vector<SourcedText>& items = part<Part>(row).*member;
            const std::vector<std::string> values = parse_cell_list(cell);
            if (items.size() < values.size()) items.resize(values.size());
            for (std::size_t i = 0; i < values.size(); ++i) items[i].*half = values[i];
            return true;
          }};
}

CellRecord record_of(const CrossReference& reference) {
  return {reference.text, reference.target};
}
CellRecord record_of(const Transaction& t) {
  return {t.type == Transaction::Type::origination ? "origination" : "modification", t.date, t.responsibility,
          t.target};
}
CellRecord record_of(const DataCategory& category) {
  return {category.kind, category.type, category.value, category.target};
}

void set_from(CrossReference& reference, CellRecord record) {
  reference = {std::move(record[0]), std::move(record[1])};
}
void set_from(Transaction& t, CellRecord record) {
  t.type = name_key(record[0]) == "origination" ? Transaction::Type::origination : Transaction::Type::modification;
  t.date = std::move(record[1]);
  t.responsibility = std::move(record[2]);
  t.target = std::move(record[3]);
}
void set_from(DataCategory& category, CellRecord record) {
  category = {std::move(record[0]), std::move(record[1]), std::move(record[2]), std::move(record[3])};
}

template <typename Part, auto member>
TableColumn record_column(std::string_view name) {
  return {name, kLevel<Part>,
          [](const RowView& row) {
            std::vector<CellRecord> records;
            if (const Part* from = part<Part>(row)) {
              for (const auto& item : from->*member) records.push_back(record_of(item));
            }
            return format_cell_records(records);
          },
          [](RowParts& row, std::string_view cell) {
            auto& items = part<Part>(row).*member;
            using Item = typename std::remove_reference_t<decltype(items)>::value_type;
            for (CellRecord& record : parse_cell_records(cell, record_of(Item{}).size()))
              set_from(items.emplace_back(), std::move(record));
            return true;
          }};
}

/// A value of a closed list; one that is not in the list is kept as other data of the term.
template <auto member, auto name_of, auto parse>
TableColumn value_column(std::string_view name) {
  return {name, TableLevel::term,
          [](const RowView& row) {
            // What is not stated is an empty cell.
            return row.term.*member == Term{}.*member ? std::string() : std::string(name_of(row.term.*member));
          },
          [](RowParts& row, std::string_view cell) {
            const auto value = parse(cell);
            if (value) row.term.*member = *value;
            return value.has_value();
          }};
}

TableColumn revision_column() {
  return {"revision", TableLevel::concept_entry,
          [](const RowView& row) {
            return row.first_of_entry && row.entry.revision != 0 ? std::to_string(row.entry.revision) : std::string();
          },
          [](RowParts& row, std::string_view cell) {
            std::uint64_t value = 0;
            const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), value);
            if (parsed.ec != std::errc{} || parsed.ptr != cell.data() + cell.size()) return cell.empty();
            row.entry.revision = value;
            return true;
          }};
}

std::vector<TableColumn> make_columns() {
  using Entry = ConceptEntry;
  using Section = LanguageSection;
  return {
      {"concept_id", TableLevel::concept_entry, [](const RowView& row) { return row.entry.id; },
       [](RowParts& row, std::string_view cell) {
         row.entry.id = cell;
         return true;
       }},
      {"language", TableLevel::language, [](const RowView& row) { return row.section.language.str(); },
       [](RowParts&, std::string_view) { return true; }},
      text_column<Term, &Term::designation>("term"),
      value_column<&Term::part_of_speech, part_of_speech_name, parse_part_of_speech>("part_of_speech"),
      value_column<&Term::gender, gender_name, parse_gender>("gender"),
      value_column<&Term::status, status_name, parse_status>("status"),
      value_column<&Term::type, term_type_name, parse_term_type>("term_type"),
      list_column<Entry, &Entry::subject_fields>("subject_field"),
      sourced_column<Section, &Section::definitions, &SourcedText::text>("definition"),
      sourced_column<Section, &Section::definitions, &SourcedText::source>("definition_source"),
      sourced_column<Term, &Term::contexts, &SourcedText::text>("context"),
      sourced_column<Term, &Term::contexts, &SourcedText::source>("context_source"),
      list_column<Term, &Term::notes>("note"),
      text_column<Term, &Term::source>("source"),
      text_column<Term, &Term::geographical_usage>("geographical_usage"),
      text_column<Term, &Term::term_location>("term_location"),
      list_column<Term, &Term::customer_subsets>("customer_subset"),
      list_column<Term, &Term::project_subsets>("project_subset"),
      record_column<Term, &Term::cross_references>("cross_reference"),
      record_column<Term, &Term::external_references>("external_reference"),
      record_column<Term, &Term::transactions>("transaction"),
      record_column<Term, &Term::other>("other"),
      text_column<Term, &Term::id>("term_id"),
      text_column<Section, &Section::source>("language_source"),
      list_column<Section, &Section::notes>("language_note"),
      record_column<Section, &Section::external_references>("language_external_reference"),
      record_column<Section, &Section::graphics>("language_graphic"),
      record_column<Section, &Section::transactions>("language_transaction"),
      record_column<Section, &Section::other>("language_other"),
      sourced_column<Entry, &Entry::definitions, &SourcedText::text>("concept_definition"),
      sourced_column<Entry, &Entry::definitions, &SourcedText::source>("concept_definition_source"),
      list_column<Entry, &Entry::notes>("concept_note"),
      text_column<Entry, &Entry::source>("concept_source"),
      list_column<Entry, &Entry::customer_subsets>("concept_customer_subset"),
      list_column<Entry, &Entry::project_subsets>("concept_project_subset"),
      record_column<Entry, &Entry::cross_references>("concept_cross_reference"),
      record_column<Entry, &Entry::external_references>("concept_external_reference"),
      record_column<Entry, &Entry::graphics>("concept_graphic"),
      record_column<Entry, &Entry::transactions>("concept_transaction"),
      record_column<Entry, &Entry::other>("concept_other"),
      revision_column(),
  };
}

void add_missing(std::string& into, std::string&& from) {
  if (into.empty()) into = std::move(from);
}

template <typename Item>
void add_missing(std::vector<Item>& into, std::vector<Item>&& from) {
  if (into.empty()) {
    into = std::move(from);
    return;
  }
  for (Item& item : from) {
    if (std::find(into.begin(), into.end(), item) == into.end()) into.push_back(std::move(item));
  }
}

void merge_section(LanguageSection& into, LanguageSection&& from) {
  add_missing(into.definitions, std::move(from.definitions));
  add_missing(into.source, std::move(from.source));
  add_missing(into.external_references, std::move(from.external_references));
  add_missing(into.graphics, std::move(from.graphics));
  add_missing(into.notes, std::move(from.notes));
  add_missing(into.transactions, std::move(from.transactions));
  add_missing(into.other, std::move(from.other));
  for (Term& term : from.terms) into.terms.push_back(std::move(term));
}

}  // namespace

const std::vector<TableColumn>& table_columns() {
  static const std::vector<TableColumn> columns = make_columns();
  return columns;
}

const TableColumn* find_table_column(std::string_view name) {
  static const std::map<std::string, const TableColumn*> by_key = [] {
    std::map<std::string, const TableColumn*> map;
    for (const TableColumn& column : table_columns()) map.emplace(name_key(column.name), &column);
    return map;
  }();
  const auto it = by_key.find(name_key(name));
  return it == by_key.end() ? nullptr : it->second;
}

std::vector<std::string> table_header() {
  std::vector<std::string> names;
  for (const TableColumn& column : table_columns()) names.emplace_back(column.name);
  return names;
}

void for_each_table_row(const ConceptEntry& entry, const std::function<void(std::vector<std::string> cells)>& row) {
  bool first_of_entry = true;
  for (const LanguageSection& section : entry.languages) {
    bool first_of_section = true;
    for (const Term& term : section.terms) {
      const RowView view{entry, section, term, first_of_entry, first_of_section};
      std::vector<std::string> cells;
      for (const TableColumn& column : table_columns()) cells.push_back(column.text(view));
      row(std::move(cells));
      first_of_entry = first_of_section = false;
    }
  }
}

void merge_entry(ConceptEntry& into, ConceptEntry from) {
  add_missing(into.id, std::move(from.id));
  add_missing(into.subject_fields, std::move(from.subject_fields));
  add_missing(into.definitions, std::move(from.definitions));
  add_missing(into.source, std::move(from.source));
  add_missing(into.customer_subsets, std::move(from.customer_subsets));
  add_missing(into.project_subsets, std::move(from.project_subsets));
  add_missing(into.cross_references, std::move(from.cross_references));
  add_missing(into.external_references, std::move(from.external_references));
  add_missing(into.graphics, std::move(from.graphics));
  add_missing(into.notes, std::move(from.notes));
  add_missing(into.transactions, std::move(from.transactions));
  add_missing(into.other, std::move(from.other));
  if (into.revision == 0) into.revision = from.revision;
  for (LanguageSection& section : from.languages) merge_section(into.section(section.language), std::move(section));
}

}  // namespace termknit
