// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One element of an XML document with everything below it: what a streaming reader holds of an entry at a time.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glossary/exchange/xml_events.h"

namespace termknit {

struct XmlNode {
  std::string name{};  ///< without prefix
  std::vector<std::pair<std::string, std::string>> attributes{};
  std::string text{};  ///< its own text and that of inline markup (hi, foreign, ph...) in document order
  std::vector<XmlNode> children{};
  std::uint64_t line = 0, column = 0;

  /// Empty if there is none.
  std::string_view attribute(std::string_view wanted) const;
  /// The first child of this name, or null.
  const XmlNode* child(std::string_view wanted) const;
};

/// Inline markup of TBX v3 (hi, foreign, ph, sc, ec) and v2 (bpt, ept, it, ut): its text belongs to what is around it.
bool is_tbx_inline(std::string_view name);

/// Reads on from `start`, an event of kind start, to the end of its element. Throws what the reader throws, and
/// Error(limit) if the element is larger than 64 MiB.
XmlNode read_element(XmlEventReader& reader, XmlEvent start, bool (*is_inline)(std::string_view name) = is_tbx_inline);

}  // namespace termknit
