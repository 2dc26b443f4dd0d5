// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/zip_archive.h"

#include <array>
#include <list>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>
#include <zip.h>

#include "core/error.h"
#include "core/lazy_library.h"

namespace termknit {
namespace {

// It brings OpenSSL along.
constinit LazyLibrary libzip{"libzip.so.4", "libzip4"};
TERMKNIT_LAZY_FUNCTION(libzip, zip_close);
TERMKNIT_LAZY_FUNCTION(libzip, zip_discard);
TERMKNIT_LAZY_FUNCTION(libzip, zip_error_fini);
TERMKNIT_LAZY_FUNCTION(libzip, zip_error_init_with_code);
TERMKNIT_LAZY_FUNCTION(libzip, zip_error_strerror);
TERMKNIT_LAZY_FUNCTION(libzip, zip_fclose);
TERMKNIT_LAZY_FUNCTION(libzip, zip_file_add);
TERMKNIT_LAZY_FUNCTION(libzip, zip_file_set_dostime);
TERMKNIT_LAZY_FUNCTION(libzip, zip_file_set_external_attributes);
TERMKNIT_LAZY_FUNCTION(libzip, zip_file_strerror);
TERMKNIT_LAZY_FUNCTION(libzip, zip_fopen_index);
TERMKNIT_LAZY_FUNCTION(libzip, zip_fread);
TERMKNIT_LAZY_FUNCTION(libzip, zip_get_name);
TERMKNIT_LAZY_FUNCTION(libzip, zip_get_num_entries);
TERMKNIT_LAZY_FUNCTION(libzip, zip_name_locate);
TERMKNIT_LAZY_FUNCTION(libzip, zip_open);
TERMKNIT_LAZY_FUNCTION(libzip, zip_open_from_source);
TERMKNIT_LAZY_FUNCTION(libzip, zip_set_file_compression);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_buffer);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_buffer_create);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_close);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_filep);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_free);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_keep);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_open);
TERMKNIT_LAZY_FUNCTION(libzip, zip_source_read);
TERMKNIT_LAZY_FUNCTION(libzip, zip_stat_index);
TERMKNIT_LAZY_FUNCTION(libzip, zip_stat_init);
TERMKNIT_LAZY_FUNCTION(libzip, zip_strerror);

struct CloseMember {
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

std::string message_of(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string message = zip_error_strerror(&error);
  zip_error_fini(&error);
  return message;
}

/// The first bytes of a file; Error(io) if it cannot be read.
std::string first_bytes(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    throw Error(ErrorKind::io, error ? "cannot be opened: " + error.message() : "is not a regular file",
                {path.string()});
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (!file) throw Error(ErrorKind::io, "cannot be opened", {path.string()});
  std::array<char, 8> bytes{};
  const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), file);
  std::fclose(file);
  return {bytes.data(), got};
}

}  // namespace

struct ZipArchive::Impl {
  std::string name, kind;
  ZipLimits limits;
  zip_t* archive = nullptr;
  std::uint64_t unpacked = 0, packed = 0;

  ~Impl() {
    if (archive) zip_discard(archive);
  }

  [[noreturn]] void unreadable(const std::string& why) const {
    throw Error(ErrorKind::malformed, fmt::format("is not a readable {} file: {}", kind, why), {name});
  }

  void count(std::size_t bytes) {
    unpacked += bytes;
    const bool bomb = unpacked > limits.ratio_counts_from && unpacked / limits.ratio > packed;
    if (bomb || unpacked > limits.most_bytes) {
      throw Error(ErrorKind::limit,
                  fmt::format("too large when unpacked: more than {} MiB from {} KiB", unpacked >> 20, packed >> 10),
                  {name});
    }
  }
};

ZipArchive::ZipArchive(const std::filesystem::path& file, std::string kind, ZipLimits limits)
    : impl_(std::make_shared<Impl>()) {
  impl_->name = file.string();
  impl_->kind = std::move(kind);
  impl_->limits = limits;
  const std::string head = first_bytes(file);
  if (head.starts_with("\xD0\xCF\x11\xE0"))
    throw Error(
        ErrorKind::unsupported,
        fmt::format("is encrypted, or in the old binary Office format; save it as {} without a password", impl_->kind),
        {impl_->name});
  if (!head.starts_with("PK")) impl_->unreadable(head.empty() ? "it is empty" : "it is not a ZIP archive");
  int code = 0;
  impl_->archive = zip_open(file.c_str(), ZIP_RDONLY, &code);
  if (!impl_->archive) impl_->unreadable("it is cut off or damaged (" + message_of(code) + ")");
}

ZipArchive::~ZipArchive() = default;

bool ZipArchive::has(const std::string& member) const {
  return zip_name_locate(impl_->archive, member.c_str(), 0) >= 0;
}

bool ZipArchive::has_twice(const std::string& member) const {
  int times = 0;
  const zip_int64_t count = zip_get_num_entries(impl_->archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(impl_->archive, static_cast<zip_uint64_t>(i), 0);
    times += name && member == name;
  }
  return times > 1;
}

std::function<std::size_t(char*, std::size_t)> ZipArchive::open(const std::string& member) {
  const zip_int64_t index = zip_name_locate(impl_->archive, member.c_str(), 0);
  if (index < 0) impl_->unreadable("'" + member + "' is missing");
  zip_stat_t status;
  zip_stat_init(&status);
  zip_stat_index(impl_->archive, static_cast<zip_uint64_t>(index), 0, &status);
  if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
    throw Error(ErrorKind::unsupported, "is encrypted", {impl_->name});
  std::shared_ptr<zip_file_t> opened(zip_fopen_index(impl_->archive, static_cast<zip_uint64_t>(index), 0),
                                     [](zip_file_t* file) {
                                       if (file) zip_fclose(file);
                                     });
  if (!opened) impl_->unreadable(zip_strerror(impl_->archive));
  impl_->packed += status.comp_size;
  return [impl = impl_, opened, member](char* buffer, std::size_t size) -> std::size_t {
    const zip_int64_t got = zip_fread(opened.get(), buffer, size);
    if (got < 0) impl->unreadable(fmt::format("'{}' is damaged ({})", member, zip_file_strerror(opened.get())));
    impl->count(static_cast<std::size_t>(got));
    return static_cast<std::size_t>(got);
  };
}

struct ZipWriter::Impl {
  struct Member {
    std::string name, bytes;
    std::FILE* content = nullptr;
  };
  std::list<Member> members;
};

ZipWriter::ZipWriter() : impl_(std::make_unique<Impl>()) {}
ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& name, std::string bytes) {
  impl_->members.push_back({name, std::move(bytes)});
}

void ZipWriter::add(const std::string& name, std::FILE* content) {
  impl_->members.push_back({name, {}, content});
}

namespace {

/// libzip closes the file it is given. Null if there is none.
std::FILE* second_handle(std::FILE* file) {
  const int descriptor = ::dup(::fileno(file));
  // Both handles share one position, and libzip begins where it is.
  if (descriptor >= 0) ::lseek(descriptor, 0, SEEK_SET);
  return descriptor < 0 ? nullptr : ::fdopen(descriptor, "rb");
}

/// The archive in memory: libzip writes to files it opens itself, or to a buffer.
class MemoryArchive {
 public:
  MemoryArchive() {
    buffer_.reset(check(zip_source_buffer_create(nullptr, 0, 0, nullptr)));
    zip_source_keep(buffer_.get());  // one reference for the archive, one for reading it back
    archive_ = check(zip_open_from_source(buffer_.get(), ZIP_TRUNCATE, nullptr));
  }
  ~MemoryArchive() {
    if (archive_) zip_discard(archive_);
  }
  MemoryArchive(const MemoryArchive&) = delete;
  MemoryArchive& operator=(const MemoryArchive&) = delete;

  void add(const std::string& name, const std::string& bytes, std::FILE* content) {
    zip_source_t* source = check(content ? zip_source_filep(archive_, check(second_handle(content)), 0, -1)
                                         : zip_source_buffer(archive_, bytes.data(), bytes.size(), 0));
    const zip_int64_t index = zip_file_add(archive_, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      fail();
    }
    const auto at = static_cast<zip_uint64_t>(index);
    // 1980-01-01 00:00: the first date a ZIP archive can hold. Set as it is stored, so that the time zone has no say.
    constexpr zip_uint16_t kFirstDate = (1 << 5) | 1;
    if (zip_file_set_dostime(archive_, at, 0, kFirstDate, 0) != 0 ||
        zip_file_set_external_attributes(archive_, at, 0, ZIP_OPSYS_UNIX, 0) != 0 ||
        zip_set_file_compression(archive_, at, ZIP_CM_DEFLATE, 6) != 0)
      fail();
  }

  void write(std::FILE* out) {
    if (zip_close(archive_) != 0) fail();
    archive_ = nullptr;
    if (zip_source_open(buffer_.get()) != 0) fail();
    std::array<char, 1 << 16> piece{};
    for (;;) {
      const zip_int64_t got = zip_source_read(buffer_.get(), piece.data(), piece.size());
      if (got < 0) fail();
      if (got == 0) break;
      std::fwrite(piece.data(), 1, static_cast<std::size_t>(got), out);
    }
    zip_source_close(buffer_.get());
  }

 private:
  [[noreturn]] void fail() {
    throw Error(ErrorKind::io, std::string("the archive cannot be written") +
                                   (archive_ ? std::string(": ") + zip_strerror(archive_) : std::string()));
  }
  template <typename T>
  T* check(T* pointer) {
    if (!pointer) fail();
    return pointer;
  }

  std::unique_ptr<zip_source_t, FreeSource> buffer_;
  zip_t* archive_ = nullptr;
};

}  // namespace

void ZipWriter::write(std::FILE* out) {
  MemoryArchive archive;
  for (const Impl::Member& member : impl_->members) {
    if (member.content && std::fflush(member.content) != 0)
      throw Error(ErrorKind::io, "a temporary file cannot be written");
    archive.add(member.name, member.bytes, member.content);
  }
  archive.write(out);
}

}  // namespace termknit
