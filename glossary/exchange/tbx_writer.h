// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TBX v3, dialect TBX-Basic in DCA style (ISO 30042:2019; LTAC's TBX-Basic 1.2.1): what every export is unless told
// otherwise.

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "glossary/glossary.h"

namespace termknit {

/// Streams entries to a file; memory does not grow with the glossary. The result is valid for any content: ids become
/// XML names, what XML forbids is left out, categories that TBX-Basic has no place for become notes "name: value".
class TbxWriter {
 public:
  /// `is_exported` says whether the entry of an id is in this file: cross references to others are written as notes.
  TbxWriter(std::FILE* file, const GlossaryHeader& header, std::function<bool(std::string_view id)> is_exported);
  ~TbxWriter();
  void write(const ConceptEntry& entry);
  /// Closes all elements. An empty glossary has no body: TBX allows none without an entry.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `id` as an XML name: unchanged if it is one (and holds no colon), else "c_" and its bytes with what is not allowed
/// as "-XX". Distinct ids stay distinct.
std::string xml_id(std::string_view id);

/// Without the characters that XML 1.0 forbids; CR becomes LF; invalid UTF-8 becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace termknit
