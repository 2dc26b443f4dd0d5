// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the columns of somebody's table hold, learnt from its header line: our own columns, one column per language, or
// the exports of memoQ, MultiTerm's converters, Weblate and others. docs/formats.md has the rules for people.

#include <optional>
#include <string>
#include <vector>

#include "glossary/exchange/table_columns.h"
#include "language/language_tag.h"

namespace termknit {

/// Whose data a cell is.
struct ColumnRole {
  enum class Kind {
    ignored,
    data,      ///< `column`, or if that is null other data called `name`
    language,  ///< the language of the row's term
    term,      ///< a term of `language`, or of the row's language if there is none
    terms,     ///< one or more terms of `language`, a bar between them
    info       ///< memoQ's Term_Info
  };
  enum class Scope {
    row,       ///< the one term of the row
    entry,     ///< the concept; data of terms goes to all terms of the row
    language,  ///< the section of `language` and all its terms
    group      ///< the terms of the `group`-th column of terms
  };
  Kind kind = Kind::ignored;
  Scope scope = Scope::row;
  const TableColumn* column = nullptr;
  std::optional<LanguageTag> language{};
  std::size_t group = 0;
  std::string name{};
};

struct TableLayout {
  std::vector<ColumnRole> roles{};
  bool row_per_term = false;  ///< a column of languages beside one of terms
  bool has_header = true;     ///< false: the first row is data
  std::size_t groups = 0;     ///< columns of terms
};

/// `languages` are those of columns that name none ("source", "target", "term"), and of a table without a header:
/// column by column, what is beyond them is notes. Empty if no column of terms is found.
std::optional<TableLayout> recognize_table(const std::vector<std::string>& first_row,
                                           const std::vector<LanguageTag>& languages);

}  // namespace termknit
