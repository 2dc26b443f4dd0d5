// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xml_datatypes.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <expat.h>

namespace termknit {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_letter_or_digit(char c) {
  return is_letter(c) || is_digit(c);
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool all_of(std::string_view text, bool (*test)(char)) {
  return std::all_of(text.begin(), text.end(), test);
}

/// Takes `size` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t size) {
  if (text.size() < size || !all_of(text.substr(0, size), is_digit)) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, size)) value = value * 10 + (c - '0');
  text.remove_prefix(size);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// "2026-02-28" off the front. Years have four digits, or more without a leading zero; there is no year 0.
bool take_date(std::string_view& text) {
  const bool before_christ = take(text, '-');
  const std::size_t digits = static_cast<std::size_t>(
      std::find_if_not(text.begin(), text.end(), [](char c) { return is_digit(c); }) - text.begin());
  if (digits < 4 || digits > 9 || (digits > 4 && text.front() == '0')) return false;
  int year = *take_digits(text, digits);
  if (year == 0) return false;
  if (before_christ) year = 1 - year;
  if (!take(text, '-')) return false;
  const auto month = take_digits(text, 2);
  if (!month || *month < 1 || *month > 12 || !take(text, '-')) return false;
  const auto day = take_digits(text, 2);
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day && *day >= 1 && *day <= kDays[*month - 1] + (*month == 2 && leap ? 1 : 0);
}

/// "12:30:00.5" off the front; second 60 is the leap second.
bool take_time(std::string_view& text) {
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return false;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59 || !take(text, ':')) return false;
  const auto seconds = take_digits(text, 2);
  if (!seconds || *seconds > 60) return false;
  if (take(text, '.')) {
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  }
  return true;
}

/// Nothing, "Z", or an offset from -13:00 to +14:00, is all that is left.
bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  const int furthest = text.front() == '-' ? 13 : 14;
  if (!take(text, '+') && !take(text, '-')) return false;
  const auto hours = take_digits(text, 2);
  if (!hours || !take(text, ':')) return false;
  const auto minutes = take_digits(text, 2);
  return minutes && text.empty() && *minutes <= 59 && *hours * 60 + *minutes <= furthest * 60;
}

/// Letters outside ASCII: expat holds the tables of names already.
bool expat_takes_as_name(const std::string& name) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"),
                                                                                             XML_ParserFree);
  const std::string element = "<" + name + "/>";
  return parser && XML_Parse(parser.get(), element.data(), static_cast<int>(element.size()), XML_TRUE) == XML_STATUS_OK;
}

// Classes of RFC 2396 with the brackets of RFC 2732.
bool is_unreserved(char c) {
  return is_letter_or_digit(c) || std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
}
bool is_escaped_mark(char c) {
  return c == '%';  // always followed by two digits here
}
bool is_path_char(char c) {
  return is_unreserved(c) || is_escaped_mark(c) || std::string_view(":@&=+$,;/").find(c) != std::string_view::npos;
}
bool is_uri_char(char c) {
  return is_path_char(c) || c == '?' || c == '[' || c == ']';
}
bool is_authority_char(char c) {
  return is_path_char(c) && c != '/';
}
bool is_scheme_char(char c) {
  return is_letter_or_digit(c) || c == '+' || c == '-' || c == '.';
}

/// What must not stand in an address is escaped; nothing if a percent sign has no two digits after it.
std::optional<std::string> escape_uri(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return std::nullopt;
      out += c;
    } else if (is_uri_char(c) || c == '#') {
      out += c;
    } else {
      out += "%20";  // which one does not matter to the grammar
    }
  }
  return out;
}

/// "[::1]:80" with a user before it.
bool is_bracketed_authority(std::string_view text) {
  if (const std::size_t at = text.find('@'); at != text.npos) text.remove_prefix(at + 1);
  const std::size_t close = text.find(']');
  if (!text.starts_with('[') || close == text.npos || close < 3) return false;
  const auto address = text.substr(1, close - 1);
  if (address.find(':') == address.npos) return false;
  if (!all_of(address, [](char c) { return is_hex(c) || c == ':' || c == '.' || c == '%'; })) return false;
  text.remove_prefix(close + 1);
  return text.empty() || (text.front() == ':' && all_of(text.substr(1), is_digit));
}

bool is_hierarchical_part(std::string_view text) {
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find_first_of("/?"), text.size());
    const auto authority = text.substr(0, end);
    if (authority.empty() && end == text.size()) return false;
    if (!all_of(authority, is_authority_char) && !is_bracketed_authority(authority)) return false;
    text.remove_prefix(end);
  }
  const std::size_t query = std::min(text.find('?'), text.size());
  return all_of(text.substr(0, query), is_path_char) &&
         (query == text.size() || all_of(text.substr(query + 1), is_uri_char));
}

}  // namespace

bool is_xml_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string collapse_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_xml_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_xs_id(std::string_view text) {
  const std::string name = collapse_blanks(text);
  if (name.empty()) return false;
  const bool ascii =
      std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto allowed = [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  if (!std::all_of(name.begin(), name.end(), allowed)) return false;
  if (!ascii) return expat_takes_as_name(name);
  return is_letter(name.front()) || name.front() == '_';
}

bool is_xs_language(std::string_view text) {
  const std::string tag = collapse_blanks(text);
  std::string_view rest = tag;
  for (bool first = true;; first = false) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    if (end < 1 || end > 8 || !all_of(rest.substr(0, end), first ? is_letter : is_letter_or_digit)) return false;
    if (end == rest.size()) return true;
    rest.remove_prefix(end + 1);
  }
}

bool is_xs_date(std::string_view text) {
  const std::string value = collapse_blanks(text);
  std::string_view rest = value;
  return take_date(rest) && is_zone(rest);
}

bool is_xs_date_time(std::string_view text) {
  const std::string value = collapse_blanks(text);
  std::string_view rest = value;
  return take_date(rest) && take(rest, 'T') && take_time(rest) && is_zone(rest);
}

bool is_xs_any_uri(std::string_view text) {
  const auto escaped = escape_uri(collapse_blanks(text));
  if (!escaped) return false;
  std::string_view rest = *escaped;
  if (const std::size_t hash = rest.find('#'); hash != rest.npos) {
    if (!all_of(rest.substr(hash + 1), is_uri_char)) return false;
    rest = rest.substr(0, hash);
  }
  const std::size_t end = rest.find_first_of(":/?");
  if (end != rest.npos && rest[end] == ':') {
    const auto scheme = rest.substr(0, end);
    if (scheme.empty() || !is_letter(scheme.front()) || !all_of(scheme, is_scheme_char)) return false;
    rest.remove_prefix(end + 1);
    if (!rest.starts_with('/')) return !rest.empty() && all_of(rest, is_uri_char);
  }
  return is_hierarchical_part(rest);
}

bool has_web_scheme(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.starts_with(scheme) && text.size() > scheme.size())
      return text[scheme.size()] != '\n' && text[scheme.size()] != '\r';
  }
  return false;
}

}  // namespace termknit
