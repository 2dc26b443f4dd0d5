// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checksum.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

namespace termknit {

std::uint64_t checksum(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string to_hex(std::uint64_t value) {
  return fmt::format("{:016x}", value);
}

std::uint64_t file_stamp(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  const std::uint64_t fields[] = {static_cast<std::uint64_t>(status.st_size),
                                  static_cast<std::uint64_t>(status.st_mtim.tv_sec),
                                  static_cast<std::uint64_t>(status.st_mtim.tv_nsec)};
  return checksum(path.string(), XXH3_64bits(fields, sizeof fields));
}

}  // namespace termknit
