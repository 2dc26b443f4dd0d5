// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Makes concept entries from the rows of a table, whatever file they come from. The first row is the header, if
/// recognize_table() says so. Rows that follow one another and have the same, non-empty concept id are one entry; an id
/// that comes again later is another entry with that id, for the import to merge.
class TableReader {
 public:
  /// `file` is the name for places.
  TableReader(std::string file, const GlossaryReadOptions& options, const GlossarySink& sink);
  ~TableReader();

  /// The next row; `line` is its place. A row with more or, if `exact`, fewer cells than the first is reported and
  /// skipped; empty rows are skipped. Throws Error(malformed) if the first row names no languages and the options do
  /// not either.
  void row(std::vector<std::string> cells, std::uint64_t line, std::uint64_t row, bool exact);
  /// Hands out the last entry. Call it when all rows are there.
  void finish();
  /// True when the sink asked to stop.
  bool stopped() const;
  void repair(std::uint64_t line, std::string message);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
