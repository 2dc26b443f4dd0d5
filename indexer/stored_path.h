// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace termknit {

/// A file's path as the index keeps it: relative to `base` (with ".." where it lies beside), with '/' between; a line
/// feed, a tab, '%' and every byte that is not UTF-8 as %XX. `file_path(base, stored_path(base, p))` names the same
/// file as `p`.
std::string stored_path(const std::filesystem::path& base, const std::filesystem::path& file);
std::filesystem::path file_path(const std::filesystem::path& base, std::string_view stored);

/// stored_path() for many files of few folders, a hundred times as fast.
class PathStore {
 public:
  explicit PathStore(std::filesystem::path base) : base_(std::move(base)) {}
  std::string stored(const std::string& file);

 private:
  std::filesystem::path base_;
  std::string folder_, prefix_;  ///< of the file before: as given, as stored with a slash
  bool known_ = false;
};

}  // namespace termknit
