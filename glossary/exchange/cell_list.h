// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Several values in one cell of a table. "a | b" are two values; inside a value, a bar is "\|", a semicolon "\;" and a
// backslash "\\". A value may be a record of fields, "text; target"; empty fields at its end are left out. One blank on
// either side of a separator belongs to the separator.

#include <string>
#include <string_view>
#include <vector>

namespace termknit {

using CellRecord = std::vector<std::string>;

std::string format_cell_list(const std::vector<std::string>& values);
/// Nothing for an empty cell. A backslash before any other character stands for itself.
std::vector<std::string> parse_cell_list(std::string_view cell);

std::string format_cell_records(const std::vector<CellRecord>& records);
/// Every record has exactly `fields` fields; what is beyond the last one belongs to it.
std::vector<CellRecord> parse_cell_records(std::string_view cell, std::size_t fields);

}  // namespace termknit
