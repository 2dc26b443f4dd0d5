// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The datatypes of XML Schema that TBX uses, as a strict schema validator reads them. White space around a value does
// not count, as there.

#include <string>
#include <string_view>

namespace termknit {

bool is_xml_blank(char c);
/// `text` without white space around, runs inside as one blank (the token type).
std::string collapse_blanks(std::string_view text);

/// xs:ID, xs:IDREF: a name without colon after XML 1.0, fourth edition.
bool is_xs_id(std::string_view text);
/// xs:language: up to eight letters, then parts of up to eight letters or digits.
bool is_xs_language(std::string_view text);
/// xs:date: "2026-02-28", with a time zone if wished; the day must exist.
bool is_xs_date(std::string_view text);
/// xs:dateTime: "2026-02-28T23:59:59".
bool is_xs_date_time(std::string_view text);
/// xs:anyURI: an absolute or relative address, spaces and other letters than ASCII allowed (RFC 2396 with escaping).
bool is_xs_any_uri(std::string_view text);

/// "http://" or "https://" and something behind it.
bool has_web_scheme(std::string_view text);

}  // namespace termknit
