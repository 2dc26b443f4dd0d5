// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

namespace termknit {

/// A file read through memory: only the pages that are touched are loaded. For files that are replaced by renaming and
/// never written in place, so that the map cannot shrink under its reader.
class MappedFile {
 public:
  /// Null if the file cannot be read, or is empty or no regular file.
  static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  /// At the beginning of a page, so that records in it may be read in place.
  std::string_view bytes() const { return {static_cast<const char*>(map_), size_}; }

 private:
  MappedFile(void* map, std::size_t size) : map_(map), size_(size) {}
  void* map_;
  std::size_t size_;
};

}  // namespace termknit
