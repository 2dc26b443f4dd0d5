// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tab-separated values as this project writes and reads them: one record a line, no quoting.

#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// Splits at every `separator`; an empty text gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Splits at " | ", trims the pieces and drops empty ones: the synonym cells of the lexicon and of `forms` columns.
std::vector<std::string> split_synonyms(std::string_view cell);

/// Without leading and trailing ASCII white space.
std::string_view trim(std::string_view text);

std::string join(const std::vector<std::string>& pieces, std::string_view separator);

/// A value for a TSV cell: tab, CR and LF become one blank each.
std::string tsv_cell(std::string_view value);

/// Calls `f(line, number)` for every line without its line end (LF or CRLF), numbers from 1; a final line end makes no
/// empty line.
template <typename F>
void for_each_line(std::string_view text, F&& f) {
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    f(line, ++number);
  }
}

}  // namespace termknit
