// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace termknit {

/// Text of a cell as SpreadsheetML (ST_Xstring): what looks like an escape, "_x0041_", has its underscore escaped.
std::string xlsx_escaped(std::string_view text);
/// "_xHHHH_" is the UTF-16 unit HHHH; surrogates and NUL stay as written.
std::string xlsx_unescaped(std::string_view text);

/// "A" for 0, "AA" for 26.
std::string xlsx_column_name(std::size_t column);
/// 27 for "AB12"; no more than 16,384 columns exist. npos for what is no cell reference.
std::size_t xlsx_column(std::string_view reference);

}  // namespace termknit
