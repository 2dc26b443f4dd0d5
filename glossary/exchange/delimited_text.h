// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Delimited text after RFC 4180, as spreadsheets write and read it: rows of cells, quotation marks around cells that
// hold separators or line ends. Reading never lets one bad quotation mark take the rest of the file with it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// `value` as one cell. Spreadsheets run a cell that begins with = + - @ as a formula, quoted or not: such a cell,
/// blanks and line ends before the sign included, gets an apostrophe in front, as in OWASP's advice on CSV injection.
/// `without_formula_guard(formula_guarded(v)) == v` for every v.
std::string formula_guarded(std::string_view value);
/// Takes the apostrophe away again, and only where formula_guarded() would have put it.
std::string_view without_formula_guard(std::string_view cell);

/// `cell` in quotation marks if it holds `separator`, a quotation mark or a line end, or begins or ends with a blank.
std::string quoted_cell(std::string_view cell, char separator);

struct DelimitedRow {
  std::vector<std::string> cells{};
  std::uint64_t line = 0;  ///< where the row begins, from 1
  std::uint64_t row = 0;   ///< counted as spreadsheets do, from 1
  std::string fault{};     ///< not empty: what is wrong with the row; `cells` is empty then
};

/// Splits text into rows, piece by piece. LF, CRLF and CR end a row. Blanks around a cell that is not quoted are not
/// part of it; a quotation mark inside such a cell is a character. A quoted cell that does not end before its row's
/// first line end does, and whose end is missing or followed by text, makes its first line a faulty row; reading goes
/// on with the next line. Memory: the longest row, at most 64 MiB.
class DelimitedParser {
 public:
  /// `more` appends text to its argument; false at the end. No separator: the one among tab ; , | that splits the first
  /// rows most evenly, or the one that a first line "sep=X" names.
  DelimitedParser(std::function<bool(std::string&)> more, std::optional<char> separator);

  /// False at the end. Throws Error(limit) for a line of more than 64 MiB.
  bool next(DelimitedRow& row);
  char separator() const { return *separator_; }

 private:
  enum class Ending { cell, row, fault };
  bool has(std::size_t at);
  Ending cell(std::string& out);
  Ending quoted(std::string& out);
  Ending plain(std::string& out);
  Ending end_of_cell();
  void skip_line();
  void compact();
  void settle_separator();

  std::function<bool(std::string&)> more_;
  std::optional<char> separator_;
  std::string text_{};
  std::size_t at_ = 0;
  bool ended_ = false;
  std::uint64_t line_ = 1, row_ = 0;
};

}  // namespace termknit
