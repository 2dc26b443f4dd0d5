// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XML documents as a row of elements, each with everything below it: what a streaming reader holds of an entry at a
// time.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glossary/exchange/xml_stream.h"

namespace termknit {

struct XmlNode {
  std::string name{};                                             ///< without prefix
  std::vector<std::pair<std::string, std::string>> attributes{};  ///< names without prefix, but "xml:lang"
  std::string text{};  ///< its own text and that of inline markup (hi, foreign, ph...) in document order
  std::vector<XmlNode> children{};
  std::uint64_t line = 0, column = 0;

  /// Empty if there is none.
  std::string_view attribute(std::string_view wanted) const;
  /// The first child of this name, or null.
  const XmlNode* child(std::string_view wanted) const;
};

/// Says whether the text of an element belongs to the one around it.
using XmlInlineTest = bool (*)(std::string_view parent, std::string_view name);

/// Inline markup of TBX v3 (hi, foreign, ph, sc, ec) and v2 (bpt, ept, it, ut), and whatever stands in an element that
/// is there for its text: <admin type="source">Directive <xref>2001/18</xref></admin>.
bool is_tbx_inline(std::string_view parent, std::string_view name);

/// Reads one XML document. Not thread-safe. Encodings and limits are those of xml_stream.h.
class XmlElementReader {
 public:
  /// `name` is for places. Elements for which `is_whole` holds come with everything below them, but the root.
  XmlElementReader(std::string name, ByteSource source, bool (*is_whole)(std::string_view name),
                   XmlInlineTest is_inline = is_tbx_inline);
  ~XmlElementReader();

  /// The next element in order of start tags: whole, or its tag alone. Empty at the end of the document. Throws what
  /// XmlStream throws, and Error(limit) for a whole element of more than 64 MiB.
  std::optional<XmlNode> next();

  /// What is wrong at the place of `node`.
  Error error(ErrorKind kind, const std::string& message, const XmlNode& node) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
