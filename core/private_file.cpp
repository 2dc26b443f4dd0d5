// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/private_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/error.h"

namespace termknit {
namespace {

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

[[noreturn]] void throw_io(const std::filesystem::path& file, int error) {
  throw Error(ErrorKind::io, fmt::format("cannot be written: {}", failure_reason(error)), {file.string()});
}

}  // namespace

void write_private_file(const std::filesystem::path& file, std::span<const std::string_view> pieces) {
  std::filesystem::path temporary = file;
  temporary += fmt::format(".{}.tmp", ::getpid());
  ::unlink(temporary.c_str());  // of an earlier process of this number that was killed
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) throw_io(file, errno);
  bool complete = true;
  for (const std::string_view piece : pieces) complete = complete && write_all(fd, piece);
  const int error = errno;
  const bool closed = ::close(fd) == 0;
  if (complete && closed && ::rename(temporary.c_str(), file.c_str()) == 0) return;
  const int failure = complete ? errno : error;
  ::unlink(temporary.c_str());
  throw_io(file, failure);
}

}  // namespace termknit
