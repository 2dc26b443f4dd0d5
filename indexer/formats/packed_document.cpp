// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/packed_document.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <zip.h>

namespace termknit {
namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { ::zip_discard(archive); }
};
struct CloseMember {
  void operator()(zip_file_t* member) const { ::zip_fclose(member); }
};
struct ZipError {
  zip_error_t error{};
  ZipError() { ::zip_error_init(&error); }
  ~ZipError() { ::zip_error_fini(&error); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
  std::string text() { return ::zip_error_strerror(&error); }
};

constexpr std::uint64_t kRatioCountsFrom = 1 << 20;

}  // namespace

struct PackedDocument::Impl {
  std::string what, name;
  std::uint64_t size = 0;  ///< of the archive
  PackedLimits limits;
  std::unique_ptr<zip_t, CloseArchive> archive;
  std::map<std::string, zip_uint64_t, std::less<>> numbers;
  std::vector<std::string> names;
  std::uint64_t unpacked = 0;

  [[noreturn]] void refuse(std::string_view why) const {
    throw Error(ErrorKind::malformed, fmt::format("is not a readable {}: {}", what, why), {name});
  }

  [[noreturn]] void too_large(std::string_view member, std::string_view limit) const {
    throw Error(ErrorKind::limit, fmt::format("is too large when unpacked: '{}' passes {}", member, limit), {name});
  }

  void open(std::string_view bytes) {
    ZipError error;
    zip_source_t* source = ::zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error.error);
    if (!source) refuse(error.text());
    archive.reset(::zip_open_from_source(source, ZIP_RDONLY, &error.error));
    if (archive) return;
    ::zip_source_free(source);
    refuse(error.text());
  }

  void list(const DiagnosticSink& sink) {
    const zip_int64_t count = ::zip_get_num_entries(archive.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits.members) {
      throw Error(ErrorKind::limit, fmt::format("holds {} members; the limit is {}", count, limits.members), {name});
    }
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto number = static_cast<zip_uint64_t>(i);
      const char* member = ::zip_get_name(archive.get(), number, ZIP_FL_ENC_GUESS);
      if (!member) continue;
      if (numbers.emplace(member, number).second) {
        names.emplace_back(member);
      } else {
        report(sink, Severity::warning, fmt::format("holds '{}' twice; the first one is read", member), {name});
      }
    }
  }

  /// The most bytes `number` may unpack to. Its packed size cannot honestly be larger than the archive.
  std::uint64_t allowed(zip_uint64_t number) const {
    zip_stat_t status;
    ::zip_stat_init(&status);
    std::uint64_t packed = size;
    if (::zip_stat_index(archive.get(), number, 0, &status) == 0) {
      if ((status.valid & ZIP_STAT_COMP_SIZE) != 0) packed = std::min<std::uint64_t>(packed, status.comp_size);
      if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
        throw Error(ErrorKind::unsupported, fmt::format("is an encrypted {}", what), {name});
    }
    return std::max(kRatioCountsFrom, packed * limits.ratio);
  }

  void count(std::uint64_t member_bytes, std::uint64_t by_ratio, std::string_view member) const {
    if (member_bytes > limits.member_bytes) too_large(member, fmt::format("{} bytes", limits.member_bytes));
    if (member_bytes > by_ratio) too_large(member, fmt::format("{} times its packed size", limits.ratio));
    if (unpacked > limits.total_bytes) too_large(member, fmt::format("{} bytes in all", limits.total_bytes));
  }
};

PackedDocument::PackedDocument(std::string_view bytes, std::string what, std::string name, const DiagnosticSink& sink,
                               PackedLimits limits)
    : impl_(std::make_unique<Impl>()) {
  impl_->what = std::move(what);
  impl_->name = std::move(name);
  impl_->size = bytes.size();
  impl_->limits = limits;
  impl_->open(bytes);
  impl_->list(sink);
}

PackedDocument::~PackedDocument() = default;

bool PackedDocument::contains(std::string_view member) const {
  return impl_->numbers.contains(member);
}

std::vector<std::string> PackedDocument::members() const {
  return impl_->names;
}

bool PackedDocument::unpack(std::string_view member, const std::function<void(std::string_view)>& f) {
  const auto found = impl_->numbers.find(member);
  if (found == impl_->numbers.end()) return false;
  const std::uint64_t by_ratio = impl_->allowed(found->second);
  const std::unique_ptr<zip_file_t, CloseMember> file(::zip_fopen_index(impl_->archive.get(), found->second, 0));
  if (!file) refuse(::zip_strerror(impl_->archive.get()));
  std::string piece(64 << 10, '\0');
  std::uint64_t bytes = 0;
  for (;;) {
    const zip_int64_t got = ::zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) refuse(fmt::format("'{}': {}", member, ::zip_file_strerror(file.get())));
    if (got == 0) return true;
    bytes += static_cast<std::uint64_t>(got);
    impl_->unpacked += static_cast<std::uint64_t>(got);
    impl_->count(bytes, by_ratio, member);
    f(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
  }
}

std::optional<std::string> PackedDocument::read(std::string_view member) {
  std::string bytes;
  if (!unpack(member, [&](std::string_view piece) { bytes += piece; })) return std::nullopt;
  return bytes;
}

void PackedDocument::refuse(std::string_view why) const {
  impl_->refuse(why);
}

}  // namespace termknit
