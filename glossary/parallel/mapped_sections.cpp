// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/mapped_sections.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"

namespace termknit {
namespace {

constexpr char kMagic[8] = {'T', 'K', 'P', 'A', 'R', 'A', '0', '1'};
constexpr std::size_t kAlignment = 16;

struct Header {
  char magic[8];
  std::uint64_t stamp, size, sections;
};

struct SectionEntry {
  std::uint64_t number, offset, size;
};

std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

void SectionWriter::add_bytes(std::uint32_t number, const void* data, std::size_t size) {
  sections_[number].assign(static_cast<const char*>(data), size);
}

void SectionWriter::add_texts(std::uint32_t number, const std::vector<std::string>& texts) {
  std::string all;
  std::vector<std::uint32_t> ends;
  for (const std::string& text : texts) {
    all += text;
    ends.push_back(static_cast<std::uint32_t>(all.size()));
  }
  add(number, all);
  add(number + 1, ends);
}

void SectionWriter::write(const std::filesystem::path& file, std::uint64_t stamp) const {
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.stamp = stamp;
  header.sections = sections_.size();
  std::size_t offset = aligned(sizeof header + sections_.size() * sizeof(SectionEntry));
  std::vector<SectionEntry> entries;
  for (const auto& [number, bytes] : sections_) {
    entries.push_back({number, offset, bytes.size()});
    offset = aligned(offset + bytes.size());
  }
  header.size = offset;
  AtomicFile out(file);
  std::size_t written = 0;
  const auto put = [&](std::string_view bytes) {
    out.write(bytes);
    written += bytes.size();
  };
  put({reinterpret_cast<const char*>(&header), sizeof header});
  put({reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof(SectionEntry)});
  const std::string padding(kAlignment, '\0');
  for (const auto& [number, bytes] : sections_) {
    put(std::string_view(padding).substr(0, aligned(written) - written));
    put(bytes);
  }
  put(std::string_view(padding).substr(0, aligned(written) - written));
  out.commit();
}

MappedSections::~MappedSections() {
  if (map_) ::munmap(map_, size_);
}

std::shared_ptr<const MappedSections> MappedSections::open(const std::filesystem::path& file, std::uint64_t stamp) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  std::shared_ptr<MappedSections> sections(new MappedSections);
  struct stat status {};
  if (::fstat(fd, &status) == 0 && status.st_size > 0) {
    // Replaced by rename, never written in place: the map cannot shrink under us.
    void* map = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (map != MAP_FAILED) {
      sections->map_ = map;
      sections->size_ = static_cast<std::size_t>(status.st_size);
    }
  }
  ::close(fd);
  return sections->map_ && sections->check(stamp) ? sections : nullptr;
}

bool MappedSections::check(std::uint64_t stamp) {
  Header header{};
  if (size_ < sizeof header) return false;
  const char* const bytes = static_cast<const char*>(map_);
  std::memcpy(&header, bytes, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || header.stamp != stamp || header.size != size_)
    return false;
  if (header.sections > (size_ - sizeof header) / sizeof(SectionEntry)) return false;
  for (std::uint64_t i = 0; i < header.sections; ++i) {
    SectionEntry entry{};
    std::memcpy(&entry, bytes + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.offset > size_ || entry.size > size_ - entry.offset) return false;
    sections_[static_cast<std::uint32_t>(entry.number)] = {bytes + entry.offset, entry.size};
  }
  return true;
}

std::string_view MappedSections::get_bytes(std::uint32_t number) const {
  const auto it = sections_.find(number);
  return it == sections_.end() ? std::string_view{} : it->second;
}

}  // namespace termknit
