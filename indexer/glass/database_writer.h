// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/deflater.h"
#include "indexer/glass/inverter.h"
#include "indexer/glass/table_writer.h"
#include "indexer/index_document.h"

namespace termknit::glass {

/// Writes a new Xapian database from articles that come in the order of their numbers: everything is collected, sorted
/// once, and written once (docs/decisions/own-tables.md). Nothing is a database before finish() has returned.
class DatabaseWriter {
 public:
  /// Makes the folder. Throws Error(io), as the others do.
  explicit DatabaseWriter(const std::filesystem::path& folder);

  /// `number`: 1 or more, above those before.
  void add(std::uint32_t number, const IndexDocument& document);
  std::size_t size() const { return lengths_.size(); }
  /// Of memory, nearly.
  std::size_t bytes() const { return postings_.bytes() + value_bytes_; }

  /// Of metadata: keys ascend, and nothing is empty.
  using Put = std::function<void(std::string_view key, std::string_view text)>;
  /// `metadata` is called with what takes it. Nothing can be added afterwards.
  void finish(const std::function<void(const Put&)>& metadata);

 private:
  struct ValueChunk {
    std::uint32_t first = 0;
    std::string bytes{};
  };
  /// What is in a slot.
  struct Values {
    std::vector<ValueChunk> chunks{};  ///< the last may get longer
    std::uint32_t count = 0, last = 0;
    std::string lowest{}, highest{};
  };
  struct Length {
    std::uint32_t number = 0, length = 0;
  };

  void add_term_list(std::uint32_t number, const IndexDocument& document);
  void add_value(std::uint32_t number, const IndexDocument::Value& value);
  void write_values(TableWriter& table) const;
  void write_lengths(TableWriter& table) const;
  void write_postings(TableWriter& table, TableWriter& positions) const;
  void write_version(const TableRoot& postings, const TableRoot& term_lists, const TableRoot& positions) const;

  std::filesystem::path folder_;
  TableWriter term_lists_;
  Deflater deflater_;
  Inverter postings_;
  std::map<unsigned, Values> values_;
  std::size_t value_bytes_ = 0;
  std::vector<Length> lengths_;
  std::uint64_t all_lengths_ = 0;
  std::uint32_t highest_weight_ = 0;
};

}  // namespace termknit::glass
