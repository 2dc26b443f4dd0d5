// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_walk.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include <dirent.h>
#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>

namespace termknit {
namespace fs = std::filesystem;

namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

const char* special_kind(mode_t mode) {
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

class Walk {
 public:
  Walk(const WalkOptions& options, const DiagnosticSink& sink) : options_(options), sink_(sink) {}

  void named(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      throw Error(ErrorKind::not_found, fmt::format("cannot be read: {}", std::strerror(errno)), {path.string()});
    }
    root_ = path;
    // A link that the user names is meant.
    if (S_ISLNK(status.st_mode) && ::stat(path.c_str(), &status) != 0) {
      throw Error(ErrorKind::not_found, fmt::format("cannot be read: {}", std::strerror(errno)), {path.string()});
    }
    entry(path, status);
    while (!pending_.empty() && !(options_.stop && options_.stop())) {
      const fs::path folder = std::move(pending_.back());
      pending_.pop_back();
      list(folder);
    }
  }

  WalkResult finish() {
    std::sort(result_.files.begin(), result_.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(result_);
  }

 private:
  void entry(const fs::path& path, const struct stat& status) {
    if (S_ISREG(status.st_mode)) {
      if (!seen_.emplace(status.st_dev, status.st_ino).second) return;
      result_.files.push_back({path, static_cast<std::uint64_t>(status.st_size),
                               std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec});
    } else if (S_ISDIR(status.st_mode)) {
      if (seen_.emplace(status.st_dev, status.st_ino).second) pending_.push_back(path);
    } else {
      report(sink_, Severity::error, fmt::format("skipped: is {}, not a file", special_kind(status.st_mode)),
             {path.string()});
    }
  }

  bool excluded(const fs::path& path, const std::string& name) const {
    const std::string relative = path.lexically_relative(root_).string();
    return std::any_of(options_.exclude.begin(), options_.exclude.end(), [&](const std::string& glob) {
      return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0 || ::fnmatch(glob.c_str(), relative.c_str(), 0) == 0;
    });
  }

  void list(const fs::path& folder) {
    const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
    if (!open) {
      report(sink_, Severity::error, fmt::format("skipped: cannot be read: {}", std::strerror(errno)),
             {folder.string()});
      result_.unreadable.push_back(folder);
      return;
    }
    while (const dirent* item = ::readdir(open.get())) {
      const std::string name = item->d_name;
      if (name.empty() || name[0] == '.') continue;
      const fs::path path = folder / name;
      if (excluded(path, name)) continue;
      struct stat status {};
      if (::lstat(path.c_str(), &status) != 0) continue;  // gone since it was listed
      if (S_ISLNK(status.st_mode)) {
        if (!options_.follow_links) {
          report(sink_, Severity::warning, "is a link and not followed; use --follow", {path.string()});
          continue;
        }
        if (::stat(path.c_str(), &status) != 0) {
          report(sink_, Severity::error, fmt::format("skipped: link leads nowhere: {}", std::strerror(errno)),
                 {path.string()});
          continue;
        }
      }
      entry(path, status);
    }
  }

  const WalkOptions& options_;
  const DiagnosticSink& sink_;
  fs::path root_;
  std::vector<fs::path> pending_;
  std::set<std::pair<dev_t, ino_t>> seen_;  // hard links and link loops: each file once
  WalkResult result_;
};

}  // namespace

WalkResult walk(const std::vector<fs::path>& paths, const WalkOptions& options, const DiagnosticSink& sink) {
  Walk walker(options, sink);
  for (const fs::path& path : paths) walker.named(path);
  return walker.finish();
}

}  // namespace termknit
