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

/// Reads on from `start`, an event of kind start, to the end of its element. Throws what the reader throws, and
/// Error(limit) if the element is larger than 64 MiB.
XmlNode read_element(XmlEventReader& reader, XmlEvent start);

}  // namespace termknit
