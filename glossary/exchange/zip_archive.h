// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ZIP archives as Office files are: members read as streams under limits, and archives whose bytes depend on nothing
// but their content. Members are never unpacked to disk, so their names can do no harm.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace termknit {

struct ZipLimits {
  std::uint64_t most_bytes = std::uint64_t{4} << 30;          ///< unpacked, of all members read
  std::uint64_t ratio = 200;                                  ///< unpacked to packed
  std::uint64_t ratio_counts_from = std::uint64_t{64} << 20;  ///< unpacked bytes up to which any ratio will do
};

/// Read access. Not thread-safe.
class ZipArchive {
 public:
  /// Throws Error: io; malformed ("is not a readable XLSX file: ..."); unsupported (encrypted). `kind` names the format
  /// in messages.
  ZipArchive(const std::filesystem::path& file, std::string kind, ZipLimits limits = {});
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool has(const std::string& member) const;
  /// True if two members have this name; the first one is read.
  bool has_twice(const std::string& member) const;

  /// Calls for bytes of a member: fills a buffer and returns how many bytes it put there, 0 at the end. Throws Error:
  /// malformed (no such member, damaged), unsupported (encrypted), limit. What was unpacked is counted, not what the
  /// archive says of itself.
  std::function<std::size_t(char* buffer, std::size_t size)> open(const std::string& member);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// Collects members and writes them as one archive. Dates and attributes are fixed: the same members give the same
/// bytes.
class ZipWriter {
 public:
  ZipWriter();
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  void add(const std::string& name, std::string bytes);
  /// `content` is read from its beginning when the archive is written; it must live until then.
  void add(const std::string& name, std::FILE* content);
  /// Throws Error(io).
  void write(std::FILE* out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
