// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which files does a folder hold? Without following links unless told, without opening special files, each file once.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/error.h"

namespace termknit {

struct FoundFile {
  std::string path{};  ///< not a std::filesystem::path, which takes half a kilobyte
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< nanoseconds since 1970
};

struct WalkOptions {
  bool follow_links = false;
  std::vector<std::string> exclude{};  ///< as in indexer/ignore_rules.h, over the path below the walked folder
  std::filesystem::path base{};        ///< a walked folder below it obeys the `.termknitignore` from here on down
  StopRequested stop{};
};

struct WalkResult {
  std::vector<FoundFile> files{};  ///< regular files, ordered by path
  std::vector<std::filesystem::path>
      unreadable{};  ///< folders that could not be read: nothing is known about what they hold
};

/// Walks files and folders. Files whose name begins with a dot, and `.termknit`, are left out unless named themselves;
/// so is what `exclude` or a `.termknitignore` file says. `exclude` has the last word, then the nearest ignore file.
/// Links, special files and folders without permission are reported. Throws Error(not_found) if a named path is not
/// there.
WalkResult walk(const std::vector<std::filesystem::path>& paths, const WalkOptions& options,
                const DiagnosticSink& sink);

}  // namespace termknit
