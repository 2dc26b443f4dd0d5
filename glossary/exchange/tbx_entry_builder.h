// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From the elements of one TBX entry, of any version and dialect, to the data model.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "glossary/entries/concept_entry.h"
#include "glossary/exchange/glossary_io.h"
#include "glossary/exchange/xml_tree.h"

namespace termknit {

/// Builds the concept entries of one file.
class TbxEntryBuilder {
 public:
  /// What is mended or left out goes to `repair`, with `file` as the place's file; other spellings of languages and
  /// statuses once for each.
  TbxEntryBuilder(std::string file, std::function<void(Repair)> repair)
      : file_(std::move(file)), repair_(std::move(repair)) {}

  /// Of a conceptEntry or termEntry element. Empty if no term is left in it.
  std::optional<ConceptEntry> build(const XmlNode& element);

 private:
  const std::string file_;
  const std::function<void(Repair)> repair_;
  std::set<std::string> told_;
};

}  // namespace termknit
