// SPDX-License-Identifier: GPL-3.0-or-later
// Message bundles of one language: key=value (Java properties, .lang, Apple .strings) and JSON, nested or flat.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/parallel/format_readers.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargest = std::uint64_t{256} << 20;
constexpr int kDeepest = 64;

void append_code_point(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

std::optional<std::uint32_t> hex4(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = digits[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

/// Escapes of Java properties: \uXXXX (pairs of surrogates too), \n, \t, \:.
std::string unescaped(std::string_view text) {
  std::string out;
  std::uint32_t high = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    const auto code = c == 'u' ? hex4(text.substr(i + 1)) : std::nullopt;
    if (!code) {
      out += c == 'n' || c == 'r' || c == 't' ? ' ' : c;
      continue;
    }
    i += 4;
    if (*code >= 0xD800 && *code < 0xDC00) {
      high = *code;
    } else if (*code >= 0xDC00 && *code < 0xE000) {
      if (high) append_code_point(out, 0x10000 + ((high - 0xD800) << 10U) + (*code - 0xDC00));
      high = 0;
    } else {
      append_code_point(out, *code);
    }
  }
  return out;
}

/// Where the key of a line ends: the first '=' or ':' that is not escaped.
std::size_t key_end(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '=' || line[i] == ':') {
      return i;
    }
  }
  return std::string_view::npos;
}

std::string_view without_quotes(std::string_view text) {
  text = trim(text);
  if (text.ends_with(";")) text = trim(text.substr(0, text.size() - 1));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

std::string text_of_file(const fs::path& file) {
  DecodedText decoded = decode_text(read_file(file, kLargest));
  if (decoded.binary) throw Error(ErrorKind::malformed, "is not text", {file.string()});
  return std::move(decoded.utf8);
}

void flatten(const nlohmann::json& value, const std::string& path, int depth,
             std::map<std::string, std::string>& messages, const std::string& file) {
  if (depth > kDeepest) throw Error(ErrorKind::limit, "is nested too deeply", {file});
  if (value.is_string()) {
    messages.emplace(path, clean_text(value.get<std::string>()));
  } else if (value.is_object()) {
    // Chrome's and others' {"key": {"message": "text", "description": "..."}}.
    const auto message = value.find("message");
    if (message != value.end() && message->is_string() && value.contains("description")) {
      messages.emplace(path, clean_text(message->get<std::string>()));
      return;
    }
    for (const auto& [key, inner] : value.items()) {
      if (key.starts_with("@")) continue;  // ARB's remarks, JSON-LD's keywords
      flatten(inner, path.empty() ? key : path + "." + key, depth + 1, messages, file);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      flatten(value[i], fmt::format("{}[{}]", path, i), depth + 1, messages, file);
  }
}

/// Line and column of the `byte`-th byte, counted from 1.
Place place_of_byte(const fs::path& file, std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const std::size_t line_start = before.rfind('\n');
  return {file.string(), static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          before.size() - (line_start == before.npos ? 0 : line_start + 1) + 1};
}

}  // namespace

std::map<std::string, std::string> read_properties(const fs::path& file, const SegmentReadOptions& options) {
  const std::string text = text_of_file(file);
  const bool quoted = file.extension() == ".strings";
  std::map<std::string, std::string> messages;
  std::string pending;
  std::size_t bad = 0, first_bad = 0;
  for_each_line(text, [&](std::string_view raw, std::size_t number) {
    std::string line = pending + std::string(trim(raw));
    pending.clear();
    if (line.empty() || line[0] == '#' || line[0] == '!' || line.starts_with("//") || line.starts_with("/*")) return;
    if (line.ends_with("\\") && !line.ends_with("\\\\")) {
      line.pop_back();
      pending = std::move(line);
      return;
    }
    const std::size_t end = key_end(line);
    if (end == std::string_view::npos || end == 0) {
      if (++bad == 1) first_bad = number;
      return;
    }
    const std::string_view key = trim(std::string_view(line).substr(0, end)),
                           value = trim(std::string_view(line).substr(end + 1));
    messages[unescaped(quoted ? without_quotes(key) : key)] = unescaped(quoted ? without_quotes(value) : value);
  });
  if (messages.empty()) throw Error(ErrorKind::malformed, "holds no line 'key = value'", {file.string()});
  if (bad > 0) {
    report(options.sink, Severity::warning,
           fmt::format("{} line{} without 'key = value' left out", bad, bad == 1 ? "" : "s"),
           {file.string(), first_bad});
  }
  return messages;
}

std::map<std::string, std::string> read_json_bundle(const fs::path& file, const SegmentReadOptions&) {
  std::map<std::string, std::string> messages;
  const std::string text = text_of_file(file);
  try {
    flatten(nlohmann::json::parse(text), {}, 0, messages, file.string());
  } catch (const nlohmann::json::parse_error& error) {
    throw Error(ErrorKind::malformed, "is no JSON from here on", place_of_byte(file, text, error.byte));
  }
  if (messages.empty()) throw Error(ErrorKind::malformed, "holds no message", {file.string()});
  return messages;
}

}  // namespace termknit
