// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XML from outside as a stream of events (expat), with the limits that keep hostile files cheap: no entity
// declarations, depth 256, 256 attributes.

#include <memory>
#include <string>
#include <string_view>

namespace termknit {

/// A start tag. Views live as long as the call that got it.
class DocumentXmlElement {
 public:
  DocumentXmlElement(std::string_view qualified, const char* const* attributes);
  std::string_view space() const { return space_; }  ///< the namespace's URI; empty if none
  std::string_view name() const { return name_; }    ///< without prefix
  /// By name without prefix; empty if it is not there.
  std::string_view attribute(std::string_view name) const;

 private:
  std::string_view space_, name_;
  const char* const* attributes_;
};

class DocumentXmlListener {
 public:
  virtual ~DocumentXmlListener() = default;
  virtual void start(const DocumentXmlElement& element) = 0;
  virtual void end(std::string_view name) = 0;  ///< without prefix
  virtual void text(std::string_view utf8) = 0;
};

struct DocumentXmlRules {
  std::string file{};    ///< for messages
  std::string what{};    ///< "DOCX", "TMX"
  bool doctype = false;  ///< a DOCTYPE without entity declarations is passed over; else it is refused
  bool is_utf8 = false;  ///< decoded already, whatever the declaration says
};

class DocumentXmlStream {
 public:
  DocumentXmlStream(DocumentXmlListener& listener, DocumentXmlRules rules);
  ~DocumentXmlStream();
  DocumentXmlStream(const DocumentXmlStream&) = delete;
  DocumentXmlStream& operator=(const DocumentXmlStream&) = delete;

  /// The next piece. Throws Error: malformed ("is not a readable TMX: mismatched tag", with the line), limit, and what
  /// the listener throws.
  void feed(std::string_view piece);
  /// Throws Error(malformed) if the document is not complete.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
