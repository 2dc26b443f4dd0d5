// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Short byte strings found by a key: a hash table whose parts, as they lie in memory, are also those of a file. Records
// are one behind the other in the order in which they came; slots say where.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/mapped_file.h"

namespace termknit {

/// Where a record begins, plus one; 0: an empty slot. The tag is a part of the key's hash, so that a look-up reads
/// hardly any record but its own.
struct RecordSlot {
  std::uint32_t tag = 0, place = 0;
};

/// Slots and records wherever they lie.
struct RecordView {
  std::span<const RecordSlot> slots{};
  std::string_view records{};

  /// Throws Error(corrupt) if a record's checksum is another, or a place none.
  std::optional<std::string_view> find(std::string_view key) const;
  /// Calls `f(key, value)` in the order in which the records came. Throws Error(corrupt) likewise.
  void for_each(const std::function<void(std::string_view, std::string_view)>& f) const;
};

/// Grows in memory.
class RecordTable {
 public:
  static constexpr std::size_t kLongestKey = 255, kLongestValue = 65'535;  // bytes

  /// `key` must not be there yet. False if one of both is too long to be kept, or the key is empty.
  bool add(std::string_view key, std::string_view value);
  RecordView view() const { return {slots_, records_}; }
  std::size_t size() const { return count_; }
  /// That a file of these records has about.
  std::size_t bytes() const { return records_.size() + slots_.size() * sizeof(RecordSlot); }

 private:
  std::size_t count_ = 0;
  std::vector<RecordSlot> slots_;
  std::string records_;
};

/// Read through memory: a look-up touches a page of slots and a page of records.
class RecordFile {
 public:
  /// Null if the file is not there or not one of ours, or of another `stamp`. The head is checked, records when read.
  static std::shared_ptr<const RecordFile> open(const std::filesystem::path& file, std::uint64_t stamp);

  const RecordView& view() const { return view_; }
  std::size_t bytes() const { return file_->bytes().size(); }

 private:
  std::shared_ptr<const MappedFile> file_;
  RecordView view_;
};

/// Writes the records of `tables`, whose keys differ, in their order; records too many for `most_bytes` of them are
/// left out, those in front first. The file is its owner's alone, and written whole or not at all. Throws Error(io).
void write_record_file(const std::filesystem::path& file, std::uint64_t stamp, std::span<const RecordView> tables,
                       std::size_t most_bytes);

}  // namespace termknit
