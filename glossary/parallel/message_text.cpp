// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/message_text.h"

#include <algorithm>
#include <cctype>

#include "language/text.h"

namespace termknit {
namespace {

bool is_letter_or_digit(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Length of the printf placeholder at `at` ("%s", "%1$-5.2f", "%1", "%(name)s", "%%"), 0 if there is none.
std::size_t percent_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end >= text.size()) return 0;
  if (text[end] == '%') return 2;
  if (text[end] == '(') {
    const std::size_t close = text.find(')', end);
    if (close == std::string_view::npos || close + 1 >= text.size()) return 0;
    return std::isalpha(static_cast<unsigned char>(text[close + 1])) ? close + 2 - at : 0;
  }
  const std::size_t digits = end;
  while (end < text.size() && is_digit(text[end])) ++end;
  const bool number = end > digits;
  if (end < text.size() && text[end] == '$') ++end;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '-' || text[end] == '+' || text[end] == '#' ||
                               text[end] == '.' || text[end] == '\''))
    ++end;
  while (end < text.size() && (text[end] == 'l' || text[end] == 'h' || text[end] == 'z' || text[end] == 'j')) ++end;
  if (end < text.size() && std::string_view("sdiufgexXcpFEGaAno@L").find(text[end]) != std::string_view::npos)
    return end + 1 - at;
  return number ? digits - at +
                      static_cast<std::size_t>(
                          std::find_if_not(text.begin() + static_cast<long>(digits), text.end(), is_digit) -
                          (text.begin() + static_cast<long>(digits)))
                : 0;
}

/// Length of "{name}", "{0}", "${x}", "$x", "$(x)" at `at`.
std::size_t brace_length(std::string_view text, std::size_t at) {
  std::size_t open = at;
  if (text[at] == '$') {
    open = at + 1;
    if (open >= text.size()) return 0;
    if (text[open] != '{' && text[open] != '(') {
      std::size_t end = open;
      while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_')) ++end;
      return end > open && !is_digit(text[open]) ? end - at : 0;
    }
  }
  if (text[open] != '{' && text[open] != '(') return 0;
  const char closing = text[open] == '{' ? '}' : ')';
  const std::size_t close = text.find(closing, open);
  if (close == std::string_view::npos || close - open > 60 || close == open + 1) return 0;
  return close + 1 - at;
}

/// Length of a tag or an entity at `at`.
std::size_t markup_length(std::string_view text, std::size_t at) {
  if (text[at] == '<') {
    if (at + 1 >= text.size() ||
        !(std::isalpha(static_cast<unsigned char>(text[at + 1])) || text[at + 1] == '/' || text[at + 1] == '!'))
      return 0;
    const std::size_t close = text.find('>', at);
    return close == std::string_view::npos ? 0 : close + 1 - at;
  }
  const std::size_t semicolon = text.find(';', at);
  if (semicolon == std::string_view::npos || semicolon - at > 8 || semicolon == at + 1) return 0;
  for (std::size_t i = at + 1; i < semicolon; ++i) {
    if (!std::isalnum(static_cast<unsigned char>(text[i])) && text[i] != '#') return 0;
  }
  return semicolon + 1 - at;
}

/// Length of "https://..." at `at`.
std::size_t address_length(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("ftp://")) return 0;
  return std::min(rest.find_first_of(" \t\n\r"), rest.size());
}

struct Piece {
  std::size_t length = 0;
  bool placeholder = false;
};

Piece piece_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '%':
      return {percent_length(text, at), true};
    case '{':
    case '$':
      return {brace_length(text, at), true};
    case '<':
    case '&':
      return {markup_length(text, at), false};
    case 'h':
    case 'f':
      return {address_length(text, at), false};
    default:
      return {};
  }
}

/// "(_F)" and "(&F)" at `at`: the accelerator of a language whose letters are on no key.
std::size_t added_accelerator(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, 4);
  return rest.size() == 4 && rest[0] == '(' && (rest[1] == '_' || rest[1] == '&' || rest[1] == '~') && rest[3] == ')'
             ? 4
             : 0;
}

}  // namespace

std::string message_text(std::string_view utf8) {
  const std::string text = clean_text(utf8);
  std::string out;
  const auto blank = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t length = added_accelerator(text, at)) {
      at += length;
      continue;
    }
    if (const Piece piece = piece_at(text, at); piece.length > 0) {
      // "%%" is a percent sign.
      blank();
      at += piece.length;
      continue;
    }
    const char c = text[at];
    const bool accelerator =
        (c == '_' || c == '&' || c == '~') && at + 1 < text.size() && is_letter_or_digit(text[at + 1]) &&
        (c != '_' || at == 0 || !is_letter_or_digit(text[at - 1]) || text.find('_') == text.rfind('_'));
    if (c == ' ' || c == '\t' || c == '\n') {
      blank();
    } else if (!accelerator) {
      out += c;
    }
    ++at;
  }
  for (const std::string_view dots : {"...", "…"}) {
    while (out.ends_with(dots)) out.resize(out.size() - dots.size());
  }
  while (out.ends_with(" ")) out.pop_back();
  return out;
}

std::vector<std::string> placeholders(std::string_view utf8) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < utf8.size();) {
    const Piece piece = piece_at(utf8, at);
    if (piece.length == 0) {
      ++at;
      continue;
    }
    std::string text(utf8.substr(at, piece.length));
    at += piece.length;
    if (!piece.placeholder || text == "%%") continue;
    // "%1$s" in a translation is the "%s" of the original: what counts is the type.
    if (text[0] == '%' && text.size() > 1 && text[1] != '(' && !is_digit(text.back())) text.erase(1, text.size() - 2);
    found.push_back(std::move(text));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace termknit
