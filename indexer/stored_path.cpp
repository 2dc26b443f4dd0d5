// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/stored_path.h"

#include <algorithm>

#include <fmt/format.h>

#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string stored_path(const fs::path& base, const fs::path& file) {
  const fs::path absolute = fs::absolute(file).lexically_normal();
  const fs::path relative = absolute.lexically_relative(base);
  const std::string bytes = (relative.empty() ? absolute : relative).string();
  const bool valid = is_valid_utf8(bytes);
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || c == '%' || (byte >= 0x80 && !valid)) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

std::string PathStore::stored(const std::string& bytes) {
  const std::size_t slash = bytes.rfind('/');
  const std::string_view name = std::string_view(bytes).substr(slash + 1);
  const bool plain = slash != std::string::npos && slash > 0 && !name.empty() && name != "." && name != ".." &&
                     std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7F && c != '%'; });
  if (!plain) return stored_path(base_, bytes);
  const std::string_view folder = std::string_view(bytes).substr(0, slash);
  if (!known_ || folder != folder_) {
    folder_ = folder;
    prefix_ = stored_path(base_, folder_) + '/';
    if (prefix_ == "./") prefix_.clear();
    known_ = true;
  }
  return prefix_ + std::string(name);
}

fs::path file_path(const fs::path& base, std::string_view stored) {
  std::string bytes;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const bool escaped =
        stored[i] == '%' && i + 2 < stored.size() && hex_digit(stored[i + 1]) >= 0 && hex_digit(stored[i + 2]) >= 0;
    if (escaped) {
      bytes += static_cast<char>(hex_digit(stored[i + 1]) * 16 + hex_digit(stored[i + 2]));
      i += 2;
    } else {
      bytes += stored[i];
    }
  }
  return base / bytes;  // an absolute path replaces the base
}

}  // namespace termknit
