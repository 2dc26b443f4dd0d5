// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What large glossaries have in common is most of them: it is told by checksums, and only the rest is held in memory.

#include <cstdint>
#include <functional>
#include <vector>

#include "glossary/entries/glossary.h"

namespace termknit {

/// A glossary that can be read as often as is needed: hands out its entries in order and gives its header.
using GlossarySource = std::function<GlossaryHeader(const std::function<void(ConceptEntry entry)>& take)>;

GlossarySource source_of(const Glossary& glossary);

/// The entries that all of some glossaries have, equal in everything but the revision. 8 bytes an entry and glossary;
/// two of a million entries that differ are taken for equal once in 10 million times.
class CommonEntries {
 public:
  /// Reads each of them once.
  explicit CommonEntries(const std::vector<GlossarySource>& sources);

  /// True if none of the glossaries has any other.
  bool are_all() const { return are_all_; }

  /// Reads `source` once more and gives every entry to one of the two. An entry that it has more often than the others
  /// counts as common as often as they have it.
  GlossaryHeader tell_apart(const GlossarySource& source, const std::function<void(ConceptEntry entry)>& common,
                            const std::function<void(ConceptEntry entry)>& other) const;
  /// The entries of `source` that are not common.
  Glossary rest_of(const GlossarySource& source) const;

 private:
  std::vector<std::uint64_t> checksums_;  // in order
  bool are_all_ = true;
};

}  // namespace termknit
