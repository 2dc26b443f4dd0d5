// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XML from outside as a stream of events to be asked for one by one: the readers of XML formats stay plain loops, and
// no exception has to pass through a C library. Encodings and limits are those of xml_stream.h.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "glossary/exchange/xml_stream.h"

namespace termknit {

struct XmlEvent {
  enum class Kind { start, end, text };
  Kind kind = Kind::text;
  std::string name{};  ///< of the element, without prefix
  std::string text{};
  std::vector<std::pair<std::string, std::string>> attributes{};  ///< names without prefix, but "xml:lang"
  std::uint64_t line = 0, column = 0;

  /// Empty if there is none.
  std::string_view attribute(std::string_view wanted) const;
};

struct XmlEventOptions {
  bool refuse_doctype = false;      ///< Office files have none
  std::size_t deepest = 256;        ///< nesting
  std::size_t longest = 64U << 20;  ///< bytes of one text
};

/// Reads one XML document. Not thread-safe.
class XmlEventReader {
 public:
  /// `name` is for places.
  XmlEventReader(std::string name, ByteSource source, XmlEventOptions options = {});
  ~XmlEventReader();

  /// The next event; adjacent text is one event, comments and processing instructions are none. Empty at the end of the
  /// document. Throws what XmlStream throws, and Error(limit) for one text that is too long.
  std::optional<XmlEvent> next();

  /// What is wrong at the place of `event`.
  Error error(ErrorKind kind, const std::string& message, const XmlEvent& event) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The name of a file's root element, without prefix. Throws what reading it throws.
std::string first_element(const std::filesystem::path& file);

/// Reads a file's bytes for XmlEventReader. Throws Error(io).
ByteSource file_bytes(const std::filesystem::path& file);

}  // namespace termknit
