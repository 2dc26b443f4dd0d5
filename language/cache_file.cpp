// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/cache_file.h"

#include "core/checksum.h"
#include "core/error.h"
#include "core/file.h"

namespace termknit {
namespace {

constexpr std::size_t kLargest = 256 << 20;
constexpr std::string_view kFamily = "termknit ";
constexpr std::size_t kChecksumLine = 17;  // sixteen digits and a line feed

std::string head(std::string_view kind, std::uint64_t stamp) {
  return std::string(kFamily) + std::string(kind) + '\n' + to_hex(stamp) + '\n';
}

}  // namespace

std::optional<std::string> read_cache_file(const std::filesystem::path& file, std::string_view kind,
                                           std::uint64_t stamp) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  std::string text = read_file(file, kLargest);
  if (!text.starts_with(kFamily)) throw Error(ErrorKind::corrupt, "is no cache file of ours", {file.string(), 1});
  const std::string expected = head(kind, stamp);
  if (!text.starts_with(expected)) return std::nullopt;
  const std::size_t begin = expected.size() + kChecksumLine;
  if (text.size() < begin ||
      text.substr(expected.size(), kChecksumLine - 1) != to_hex(checksum(std::string_view(text).substr(begin))))
    throw Error(ErrorKind::corrupt, "is damaged: its checksum is another", {file.string(), 3});
  text.erase(0, begin);  // no second copy: it may be some MB
  return text;
}

void write_cache_file(const std::filesystem::path& file, std::string_view kind, std::uint64_t stamp,
                      std::string_view body) {
  write_file(file, head(kind, stamp) + to_hex(checksum(body)) + '\n' + std::string(body));
}

}  // namespace termknit
