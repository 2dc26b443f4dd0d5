// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

namespace termknit {
namespace {

[[noreturn]] void throw_io(const std::string& what, const std::filesystem::path& path, int error) {
  throw Error(ErrorKind::io, fmt::format("{}: {}", what, failure_reason(error)), {path.string()});
}

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

std::string read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  // O_NONBLOCK: opening a FIFO without a writer must not hang.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) throw_io("cannot be opened", path, errno);
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) throw_io("cannot be read", path, errno);
  if (!S_ISREG(status.st_mode)) throw Error(ErrorKind::io, "is not a regular file", {path.string()});
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) {
    throw Error(ErrorKind::limit, fmt::format("is {} bytes long; the limit is {}", size, max_bytes), {path.string()});
  }
  std::string bytes;
  bytes.resize(size);
  std::size_t done = 0;
  // The file may grow or shrink while it is read: what is there up to the size seen at the start is taken.
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.fd, bytes.data() + done, bytes.size() - done);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw_io("cannot be read", path, errno);
    }
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)) {
  static std::atomic<unsigned> serial{0};
  std::error_code ignored;
  const auto status = std::filesystem::status(path_, ignored);
  if (std::filesystem::is_other(status)) {
    // A device or a pipe is written to; another file in its place would help nobody.
    stream_ = std::fopen(path_.c_str(), "wbe");
    if (!stream_) throw_io("cannot be written", path_, errno);
    return;
  }
  // A link stays and the file that it names is replaced; a link to nothing is replaced itself.
  if (std::filesystem::is_symlink(path_, ignored)) {
    if (auto target = std::filesystem::weakly_canonical(path_, ignored); !ignored) path_ = std::move(target);
  }
  temporary_ = path_;
  temporary_ += fmt::format(".{}-{}.tmp", ::getpid(), serial++);
  stream_ = std::fopen(temporary_.c_str(), "wbxe");
  if (!stream_) throw_io("cannot be written", path_, errno);
}

AtomicFile::~AtomicFile() {
  discard();
}

void AtomicFile::discard() noexcept {
  if (!stream_) return;
  std::fclose(stream_);
  stream_ = nullptr;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stream_) != bytes.size()) {
    const int error = errno;
    discard();
    throw_io("cannot be written", path_, error);
  }
}

void AtomicFile::commit() {
  const bool earlier_failure = std::ferror(stream_) != 0;
  const bool flushed = std::fflush(stream_) == 0 && (temporary_.empty() || ::fsync(::fileno(stream_)) == 0);
  const int error = errno;
  if (earlier_failure || !flushed) {
    discard();
    throw_io("cannot be written", path_, earlier_failure && error == 0 ? EIO : error);
  }
  const bool closed = std::fclose(std::exchange(stream_, nullptr)) == 0;
  if (closed && temporary_.empty()) return;
  if (!closed || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int failure = errno;
    ::unlink(temporary_.c_str());
    throw_io("cannot be written", path_, failure);
  }
  // The rename is durable only when the folder is on disk too.
  const auto folder = path_.has_parent_path() ? path_.parent_path() : std::filesystem::path(".");
  const Descriptor directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (directory.fd >= 0) ::fsync(directory.fd);
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

}  // namespace termknit
