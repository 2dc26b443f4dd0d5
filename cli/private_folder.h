// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A temporary folder that only its owner can read, removed with all it holds.

#include <filesystem>

namespace termknit {

class PrivateFolder {
 public:
  /// Throws Error(io).
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace termknit
