// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_names.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "language/text.h"

namespace termknit {
namespace {

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_name_char(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

}  // namespace

std::string xml_id(std::string_view id) {
  const bool good =
      !id.empty() && is_name_start(id[0]) && std::all_of(id.begin(), id.end(), is_name_char) && !id.starts_with("c_");
  if (good) return std::string(id);
  std::string out = "c_";
  for (const char c : id) {
    if (is_name_char(c) && c != '-') {
      out += c;
    } else {
      out += fmt::format("-{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string id_of_xml(std::string_view name) {
  if (!name.starts_with("c_")) return std::string(name);
  std::string id;
  for (std::size_t i = 2; i < name.size(); ++i) {
    if (name[i] != '-') {
      id += name[i];
      continue;
    }
    unsigned byte = 0;
    if (i + 2 >= name.size()) return std::string(name);
    const auto [end, error] = std::from_chars(name.data() + i + 1, name.data() + i + 3, byte, 16);
    if (error != std::errc() || end != name.data() + i + 3) return std::string(name);
    id += static_cast<char>(byte);
    i += 2;
  }
  return is_valid_utf8(id) && xml_id(id) == name ? id : std::string(name);
}

std::string xml_text(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c != 0x7F; });
  if (plain) return std::string(text);
  const std::string valid = is_valid_utf8(text) ? std::string(text) : replace_invalid_utf8(text);
  std::string out;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const auto byte = static_cast<unsigned char>(valid[i]);
    if (byte == '\r') {
      if (i + 1 == valid.size() || valid[i + 1] != '\n') out += '\n';
    } else if (byte == '\t' || byte == '\n' || (byte >= 0x20 && byte != 0x7F)) {
      // U+FFFE and U+FFFF are valid UTF-8, but no XML.
      const std::string_view three = std::string_view(valid).substr(i, 3);
      if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
        i += 2;
      } else {
        out += valid[i];
      }
    }
  }
  return to_nfc(out);
}

bool is_web_address(std::string_view text) {
  const bool http = text.starts_with("http://") || text.starts_with("https://");
  return http && text.find_first_of(" \t\n<>\"{}|\\^`") == text.npos && text.size() > 8;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  const int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
  constexpr std::array<int, 13> kDays{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kDays[static_cast<std::size_t>(month)]) return false;
  const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return year > 0 && (month != 2 || day < 29 || leap);
}

}  // namespace termknit
