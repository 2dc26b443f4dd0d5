// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XML read piece by piece, with namespaces and with the limits that foreign files need: nothing outside the file is
// ever opened, and no few bytes make much text. UTF-8, UTF-16 and every declared encoding that ICU knows.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace termknit {

constexpr std::size_t kDeepestXml = 256;
constexpr std::size_t kMostXmlAttributes = 256;
constexpr std::size_t kMostXmlEntities = 50;
constexpr std::uint64_t kLongestXmlToken = 4u << 20;  ///< bytes of one tag, comment or the like

struct XmlAttribute {
  std::string_view space{}, name{}, value{};  ///< xml:lang: no space, name "xml:lang"
};

struct XmlPosition {
  std::uint64_t line = 0, column = 0;
};

struct XmlElement {
  std::string_view space{}, name{};
  std::vector<XmlAttribute> attributes{};
  /// The value of an attribute without namespace (or "xml:lang"); null if it is absent.
  const std::string_view* find(std::string_view attribute) const;
};

/// What is called while reading. May throw; reading ends then.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(const XmlElement& element) = 0;
  virtual void text(std::string_view piece) = 0;
  virtual void end() = 0;
};

/// Puts up to `size` bytes at `buffer` and gives their number; 0: the end. May throw.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t size)>;

struct XmlStreamOptions {
  bool refuse_doctype = false;        ///< Office files have none
  bool namespaces = true;             ///< else prefixes need no declaration and stand where namespaces do
  std::size_t deepest = kDeepestXml;  ///< nesting
};

class XmlStream {
 public:
  /// `name` is the file's, for places.
  XmlStream(std::string name, XmlHandler& handler, XmlStreamOptions options = {});
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  /// Reads to the end; `between` is called between pieces of at most 64 KiB. Throws Error: malformed (not well-formed,
  /// wrong encoding, an entity that is unknown or outside the file), limit; with line and column.
  void read(const ByteSource& source, const std::function<void()>& between = {});
  /// The next of those pieces; false at the end of the document.
  bool read_piece(const ByteSource& source);
  /// How many entities the file declares.
  std::size_t entities() const;
  /// Where the reader stands: inside a handler, at the start of the tag or text concerned.
  Place place() const;
  /// The same without the file's name.
  XmlPosition position() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

ByteSource bytes_source(std::string_view bytes);

}  // namespace termknit
