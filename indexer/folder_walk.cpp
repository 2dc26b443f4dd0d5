// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_walk.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "core/file.h"
#include "indexer/ignore_rules.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLongestIgnoreFile = 1 << 20;

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
  Walk(const WalkOptions& options, const DiagnosticSink& sink) : options_(options), sink_(sink) {
    for (const std::string& glob : options.exclude) exclude_.add(glob);
  }

  void named(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      throw Error(ErrorKind::not_found, fmt::format("cannot be read: {}", std::strerror(errno)), {path.string()});
    }
    root_ = path.string();
    if (!root_.ends_with('/')) root_ += '/';
    // A link that the user names is meant.
    if (S_ISLNK(status.st_mode) && ::stat(path.c_str(), &status) != 0) {
      throw Error(ErrorKind::not_found, fmt::format("cannot be read: {}", std::strerror(errno)), {path.string()});
    }
    entry(path.string(), status, scope_above(path));
    while (!pending_.empty() && !(options_.stop && options_.stop())) {
      const Pending folder = std::move(pending_.back());
      pending_.pop_back();
      list(folder);
    }
  }

  WalkResult finish() {
    std::sort(result_.files.begin(), result_.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(result_);
  }

 private:
  /// Everything below a folder that was named, or that a `.termknitignore` speaks for.
  struct Scope {
    std::string folder{};  // with a slash at the end
    IgnoreRules rules{};
    std::shared_ptr<const Scope> outer{};
  };
  struct Pending {
    std::string folder{};
    std::shared_ptr<const Scope> scope{};
  };

  void entry(const std::string& path, const struct stat& status, const std::shared_ptr<const Scope>& scope) {
    if (S_ISREG(status.st_mode)) {
      if (!seen_.emplace(status.st_dev, status.st_ino).second) return;
      result_.files.push_back({path, static_cast<std::uint64_t>(status.st_size),
                               std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec});
    } else if (S_ISDIR(status.st_mode)) {
      if (seen_.emplace(status.st_dev, status.st_ino).second) pending_.push_back({path, scope});
    } else {
      report(sink_, Severity::error, fmt::format("skipped: is {}, not a file", special_kind(status.st_mode)), {path});
    }
  }

  /// `outer` with the rules of `folder`, if it has any.
  std::shared_ptr<const Scope> scope_of(const std::string& folder, std::shared_ptr<const Scope> outer) const {
    const std::string file = folder + "/.termknitignore";
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return outer;
    try {
      return std::make_shared<const Scope>(
          Scope{folder + '/', IgnoreRules::parse(read_file(file, kLongestIgnoreFile)), std::move(outer)});
    } catch (const Error& error) {
      report(sink_, Severity::warning, "ignore file not used: " + error.message(), {file});
      return outer;
    }
  }

  /// The ignore files from the project's folder down to the parent of the one that was named.
  std::shared_ptr<const Scope> scope_above(const fs::path& named) const {
    std::shared_ptr<const Scope> scope;
    if (options_.base.empty()) return scope;
    const fs::path base = options_.base.lexically_normal();
    const fs::path relative = fs::absolute(named).lexically_normal().lexically_relative(base);
    if (relative.empty() || *relative.begin() == ".." || relative == ".") return scope;
    fs::path folder = base;
    for (auto part = relative.begin(); part != relative.end(); ++part) {
      scope = scope_of(folder.string(), std::move(scope));
      folder /= *part;
    }
    return scope;
  }

  static std::string_view below(std::string_view path, std::string_view folder) {
    return path.substr(std::min(folder.size(), path.size()));
  }

  bool excluded(const std::string& path, bool is_folder, const std::shared_ptr<const Scope>& scope) const {
    if (const auto said = exclude_.excludes(below(path, root_), is_folder)) return *said;
    std::string absolute;
    for (const Scope* s = scope.get(); s; s = s->outer.get()) {
      const bool same_root = std::string_view(path).starts_with(s->folder);
      if (!same_root && absolute.empty()) absolute = fs::absolute(path).lexically_normal().string();
      if (const auto said = s->rules.excludes(below(same_root ? path : absolute, s->folder), is_folder)) return *said;
    }
    return false;
  }

  void list(const Pending& pending) {
    const std::unique_ptr<DIR, CloseFolder> open(::opendir(pending.folder.c_str()));
    if (!open) {
      report(sink_, Severity::error, fmt::format("skipped: cannot be read: {}", std::strerror(errno)),
             {pending.folder});
      result_.unreadable.emplace_back(pending.folder);
      return;
    }
    const std::shared_ptr<const Scope> scope = scope_of(pending.folder, pending.scope);
    while (const dirent* item = ::readdir(open.get())) {
      const std::string_view name = item->d_name;
      if (name.empty() || name[0] == '.') continue;
      struct stat status {};
      if (::fstatat(::dirfd(open.get()), item->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;  // gone by now
      std::string path = pending.folder;
      if (!path.ends_with('/')) path += '/';
      path += name;
      if (!excluded(path, S_ISDIR(status.st_mode), scope)) member(path, status, scope);
    }
  }

  void member(const std::string& path, struct stat& status, const std::shared_ptr<const Scope>& scope) {
    if (S_ISLNK(status.st_mode)) {
      if (!options_.follow_links) {
        report(sink_, Severity::warning, "is a link and not followed; use --follow", {path});
        return;
      }
      if (::stat(path.c_str(), &status) != 0) {
        report(sink_, Severity::error, fmt::format("skipped: link leads nowhere: {}", std::strerror(errno)), {path});
        return;
      }
    }
    entry(path, status, scope);
  }

  const WalkOptions& options_;
  const DiagnosticSink& sink_;
  IgnoreRules exclude_;
  std::string root_;  // as named, with a slash at the end
  std::vector<Pending> pending_;
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
