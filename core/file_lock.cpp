// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file_lock.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace termknit {

FileLock::FileLock(const std::filesystem::path& file, double wait_seconds, const StopRequested& stop) {
  using Clock = std::chrono::steady_clock;
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) throw Error(ErrorKind::io, fmt::format("cannot be written: {}", std::strerror(errno)), {file.string()});
  const auto deadline = Clock::now() + std::chrono::duration<double>(wait_seconds);
  while (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    if (Clock::now() < deadline && !(stop && stop())) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      continue;
    }
    char holder[32] = "";
    if (::pread(fd_, holder, sizeof holder - 1, 0) < 0) holder[0] = '\0';
    ::close(fd_);
    throw Error(ErrorKind::locked, fmt::format("in use by process {}; wait for it, or use --wait SECONDS", holder),
                {file.string()});
  }
  const std::string pid = std::to_string(::getpid());
  // Who holds the lock is a courtesy to the next one: a full disk does not forbid locking.
  if (::ftruncate(fd_, 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(fd_, pid.data(), pid.size(), 0);
}

FileLock::~FileLock() {
  ::close(fd_);
}

}  // namespace termknit
