// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XML from outside as a stream of events to be asked for one by one: the readers of XML formats stay plain loops, and
// no exception has to pass through a C library. Nothing is ever fetched, no entity is expanded beyond XML's own five.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"

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
  /// `read` fills a buffer and returns how many bytes it put there, 0 at the end. `name` is for places.
  XmlEventReader(std::string name, std::function<std::size_t(char* buffer, std::size_t size)> read,
                 XmlEventOptions options = {});
  ~XmlEventReader();

  /// The next event; adjacent text is one event, comments and processing instructions are none. Empty at the end of the
  /// document. Throws Error: malformed (not well-formed, with its place; a DOCTYPE where none is allowed; entity
  /// declarations), limit (nesting, one text).
  std::optional<XmlEvent> next();

  /// What is wrong at the place of `event`.
  Error error(ErrorKind kind, const std::string& message, const XmlEvent& event) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads a file's bytes for XmlEventReader. Throws Error(io).
std::function<std::size_t(char* buffer, std::size_t size)> file_bytes(const std::filesystem::path& file);

}  // namespace termknit
