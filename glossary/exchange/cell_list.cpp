// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/cell_list.h"

namespace termknit {
namespace {

std::string escaped(std::string_view value, std::string_view special) {
  std::string out;
  for (const char c : value) {
    if (special.find(c) != special.npos) out += '\\';
    out += c;
  }
  return out;
}

/// Splits at `separator` where no backslash stands before it; escapes stay as they are.
std::vector<std::string_view> split_unescaped(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == separator) {
      pieces.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  pieces.push_back(text.substr(begin));
  // The separators are written " | " and "; ".
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0 && pieces[i].starts_with(' ')) pieces[i].remove_prefix(1);
    if (separator == '|' && i + 1 < pieces.size() && pieces[i].ends_with(' ')) pieces[i].remove_suffix(1);
  }
  return pieces;
}

std::string unescaped(std::string_view text, std::string_view special) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && special.find(text[i + 1]) != special.npos) ++i;
    out += text[i];
  }
  return out;
}

}  // namespace

std::string format_cell_list(const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "" : " | ") + escaped(values[i], "|\\");
  return out;
}

std::vector<std::string> parse_cell_list(std::string_view cell) {
  std::vector<std::string> values;
  if (cell.empty()) return values;
  for (const std::string_view piece : split_unescaped(cell, '|')) values.push_back(unescaped(piece, "|\\"));
  return values;
}

std::string format_cell_records(const std::vector<CellRecord>& records) {
  std::string out;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i > 0) out += " | ";
    std::size_t count = records[i].size();
    while (count > 1 && records[i][count - 1].empty()) --count;
    for (std::size_t field = 0; field < count; ++field)
      out += (field == 0 ? "" : "; ") + escaped(records[i][field], "|;\\");
  }
  return out;
}

std::vector<CellRecord> parse_cell_records(std::string_view cell, std::size_t fields) {
  std::vector<CellRecord> records;
  if (cell.empty()) return records;
  for (const std::string_view piece : split_unescaped(cell, '|')) {
    CellRecord& record = records.emplace_back();
    for (const std::string_view field : split_unescaped(piece, ';')) {
      if (record.size() == fields) {
        record.back() += "; " + unescaped(field, "|;\\");
      } else {
        record.push_back(unescaped(field, "|;\\"));
      }
    }
    record.resize(fields);
  }
  return records;
}

}  // namespace termknit
