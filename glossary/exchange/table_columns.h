// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The columns of our own tables (CSV, TSV, XLSX): one row per term; what belongs to the concept stands in its first
// row, what belongs to a language in the first row of that language. docs/formats.md lists them for people.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// Whose data a column holds.
enum class TableLevel { concept_entry, language, term };

/// What a row is made from.
struct RowView {
  const ConceptEntry& entry;
  const LanguageSection& section;
  const Term& term;
  bool first_of_entry, first_of_section;
};

/// What a row is read into: an entry and a section without their children, and a term.
struct RowParts {
  ConceptEntry entry{};
  LanguageSection section{};
  Term term{};
};

struct TableColumn {
  std::string_view name;
  TableLevel level;
  std::string (*text)(const RowView& row);
  /// False if the value was not understood; it is kept as other data then.
  bool (*read)(RowParts& row, std::string_view cell);
};

/// In the order they are written: "concept_id", "language", "term", ... The first three are the key of a row: their
/// `read` fills in what it can, the language is the reader's business.
const std::vector<TableColumn>& table_columns();
/// Null if there is none. `name` is compared by name_key().
const TableColumn* find_table_column(std::string_view name);

std::vector<std::string> table_header();
/// One row per term of `entry`, cells in the order of table_columns().
void for_each_table_row(const ConceptEntry& entry, const std::function<void(std::vector<std::string> cells)>& row);

/// Adds to `into` what `from`, another part of the same concept, has and it has not: values, languages, terms (terms
/// always). Single values that are there already stay.
void merge_entry(ConceptEntry& into, ConceptEntry from);

}  // namespace termknit
