// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xlsx_text.h"

#include <charconv>

namespace termknit {
namespace {

constexpr std::size_t kMostColumns = 16384;

/// The value of "_xHHHH_" at the beginning of `text`; -1 if it does not begin so.
int escape_at(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return -1;
  int value = 0;
  const auto parsed = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + 6 && text[2] != '-' ? value : -1;
}

void append_utf8(std::string& out, int c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

std::string xlsx_escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (escape_at(text.substr(i)) >= 0) {
      out += "_x005F_";
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string xlsx_unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = text[i] == '_' ? escape_at(text.substr(i)) : -1;
    if (value <= 0 || (value >= 0xD800 && value < 0xE000)) {
      out += text[i];
    } else {
      append_utf8(out, value);
      i += 6;
    }
  }
  return out;
}

std::string xlsx_column_name(std::size_t column) {
  std::string out;
  for (++column; column > 0; column = (column - 1) / 26) out += static_cast<char>('A' + (column - 1) % 26);
  return {out.rbegin(), out.rend()};
}

std::size_t xlsx_column(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z' && letters < 4; ++letters)
    column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
  return letters == 0 || column > kMostColumns ? std::string_view::npos : column - 1;
}

}  // namespace termknit
