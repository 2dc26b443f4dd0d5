// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Files read whole within a limit, and files written whole or not at all.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace termknit {

/// Reads a regular file of at most `max_bytes`.
/// Throws Error: io (cannot be read, not a regular file), limit (larger than `max_bytes`).
std::string read_file(const std::filesystem::path& path, std::uint64_t max_bytes = std::uint64_t{1} << 30);

/// Writes a file whole or not at all: a temporary file in the same folder, flushed to disk, then renamed over `path`.
/// Unless `commit()` was reached, the destructor removes the temporary file and `path` is as it was before.
class AtomicFile {
 public:
  /// Throws Error(io) when the folder cannot be written to.
  explicit AtomicFile(std::filesystem::path path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// The stream to write to; owned by this object.
  std::FILE* stream() { return stream_; }
  /// Throws Error(io), for example when the disk is full.
  void write(std::string_view bytes);
  /// Flushes, syncs and renames. Throws Error(io) when any byte could not be written; nothing is left behind then.
  void commit();

 private:
  void discard() noexcept;
  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::FILE* stream_ = nullptr;
};

/// `AtomicFile` in one call.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace termknit
