// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_spool.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

#include "core/error.h"
#include "indexer/article_record.h"

namespace termknit {
namespace {

constexpr int kLevel = 1;

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

std::string packed(const std::string& text) {
  static thread_local const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compressCCtx(context.get(), out.data(), out.size(), text.data(), text.size(), kLevel));
  return out;
}

/// Empty if it is damaged.
std::string unpacked(const std::string& packed) {
  static thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
  const auto bytes = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (bytes == ZSTD_CONTENTSIZE_UNKNOWN || bytes == ZSTD_CONTENTSIZE_ERROR) return {};
  std::string out(bytes, '\0');
  const std::size_t size = ZSTD_decompressDCtx(context.get(), out.data(), out.size(), packed.data(), packed.size());
  return ZSTD_isError(size) ? std::string() : out;
}

/// Their count first.
std::string numbers_as_bytes(const std::vector<std::uint64_t>& numbers) {
  const std::uint64_t count = numbers.size();
  std::string bytes(sizeof count * (1 + numbers.size()), '\0');
  std::memcpy(bytes.data(), &count, sizeof count);
  if (count > 0) std::memcpy(bytes.data() + sizeof count, numbers.data(), sizeof count * numbers.size());
  return bytes;
}

/// Where they end in `record`.
std::optional<std::size_t> take_numbers(const std::string& record, std::vector<std::uint64_t>& numbers) {
  std::uint64_t count = 0;
  if (record.size() < sizeof count) return std::nullopt;
  std::memcpy(&count, record.data(), sizeof count);
  if (count > record.size() / sizeof count - 1) return std::nullopt;
  numbers.resize(count);
  if (count > 0) std::memcpy(numbers.data(), record.data() + sizeof count, sizeof count * count);
  return sizeof count * (1 + count);
}

}  // namespace

ArticleSpool::ArticleSpool(const std::filesystem::path& folder, std::uint64_t unpacked_bytes)
    : path_(folder / "ahead"),
      unpacked_bytes_(unpacked_bytes),
      descriptor_(open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
  if (descriptor_ < 0) throw Error(ErrorKind::io, "cannot be written: " + failure_reason(errno), {path_.string()});
  unlink(path_.c_str());
}

ArticleSpool::~ArticleSpool() {
  close(descriptor_);
}

ArticleSpool::Place ArticleSpool::keep(const Article& article, const std::vector<std::uint64_t>& blocks) {
  const bool is_packed = end_ >= unpacked_bytes_;
  std::string bytes = numbers_as_bytes(blocks) + format_article(article);
  if (is_packed) bytes = packed(bytes);
  const Place place{end_.fetch_add(bytes.size()), static_cast<std::uint32_t>(bytes.size()), is_packed};
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written =
        pwrite(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(place.offset + done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw Error(ErrorKind::io, "cannot be written: " + failure_reason(errno), {path_.string()});
    done += static_cast<std::size_t>(written);
  }
  return place;
}

void ArticleSpool::take(const Place& place, Article& article, std::vector<std::uint64_t>& blocks) const {
  std::string bytes(place.bytes, '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t read =
        pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(place.offset + done));
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) throw Error(ErrorKind::io, "cannot be read", {path_.string()});
    done += static_cast<std::size_t>(read);
  }
  const std::string record = place.is_packed ? unpacked(bytes) : std::move(bytes);
  const std::optional<std::size_t> begin = take_numbers(record, blocks);
  if (!begin) throw Error(ErrorKind::io, "is not what was written", {path_.string()});
  article = parse_article(record.substr(*begin));
}

void ArticleSpool::forget_before(std::uint64_t offset) const {
  // Where the file system cannot do it the room is taken until the end.
  static_cast<void>(fallocate(descriptor_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(offset)));
}

}  // namespace termknit
