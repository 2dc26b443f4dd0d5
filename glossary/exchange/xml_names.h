// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Any id as an XML name and back, any text as text XML 1.0 allows.

#include <string>
#include <string_view>

namespace termknit {

/// `id` as an XML name: unchanged if it is one (and holds no colon), else "c_" and its bytes with what is not allowed
/// as "-XX". Distinct ids stay distinct.
std::string xml_id(std::string_view id);

/// What xml_id() was made of; `name` itself if it is not of that kind.
std::string id_of_xml(std::string_view name);

/// Without the characters that XML 1.0 forbids; CR becomes LF; invalid UTF-8 becomes U+FFFD; NFC.
std::string xml_text(std::string_view text);

/// http or https, with nothing that a URI forbids.
bool is_web_address(std::string_view text);

/// A day of the calendar as YYYY-MM-DD.
bool is_iso_date(std::string_view text);

}  // namespace termknit
