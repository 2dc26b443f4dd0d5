// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/error.h"

namespace termknit {

/// One writer at a time: an advisory lock on a file that dies with its process.
class FileLock {
 public:
  /// Waits up to `wait_seconds`. Throws Error(locked) naming the process that holds it, Error(io) if the file cannot be
  /// made.
  FileLock(const std::filesystem::path& file, double wait_seconds, const StopRequested& stop = {});
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace termknit
