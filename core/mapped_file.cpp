// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace termknit {

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
  // O_NONBLOCK: opening a FIFO without a writer must not hang.
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return nullptr;
  struct stat status {};
  void* map = MAP_FAILED;
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
    map = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (map == MAP_FAILED) return nullptr;
  return std::shared_ptr<const MappedFile>(new MappedFile(map, static_cast<std::size_t>(status.st_size)));
}

MappedFile::~MappedFile() {
  ::munmap(map_, size_);
}

}  // namespace termknit
