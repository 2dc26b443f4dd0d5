// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/block_uses.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/file.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMagic = "termknit blocks 1\n";
constexpr std::size_t kMostInMemory = 250'000;  // 4 MB
constexpr std::size_t kBufferBytes = 1 << 16;

void put_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// The checksum of a sequence of numbers that has grown by one: no two numbers lead to the same.
std::uint64_t grown(std::uint64_t sum, std::uint64_t number) {
  return (sum ^ number) * 0x9E3779B97F4A7C15U + 1;
}

/// A file after kMagic: for each use the distance of its block from the one before, then twice the article's number
/// plus one if it is marked; a zero pair and the checksum of the numbers at the end.
class FileSource : public BlockUseSource {
 public:
  explicit FileSource(const fs::path& path) : path_(path), file_(std::fopen(path.c_str(), "rbe")) {
    for (const char c : kMagic) {
      if (byte() != static_cast<unsigned char>(c)) damaged();
    }
  }
  std::optional<BlockUse> next() override {
    const std::uint64_t distance = number(), article = number();
    if (article == 0) {
      if (const std::uint64_t sum = sum_; distance != 0 || number() != sum) damaged();
      return std::nullopt;
    }
    sum_ = grown(grown(sum_, distance), article);
    block_ += distance;
    return BlockUse{block_, static_cast<std::uint32_t>(article >> 1), (article & 1) != 0};
  }

 private:
  [[noreturn]] void damaged() const { throw Error(ErrorKind::corrupt, "is damaged", {path_.string()}); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const unsigned char next = byte();
      if (shift == 63 && next > 1) damaged();
      value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
      if (next < 0x80) return value;
    }
    damaged();
  }

  unsigned char byte() {
    if (at_ == buffer_.size()) {
      buffer_.resize(kBufferBytes);
      buffer_.resize(file_ ? std::fread(buffer_.data(), 1, kBufferBytes, file_.get()) : 0);
      at_ = 0;
      if (buffer_.empty()) damaged();
    }
    return static_cast<unsigned char>(buffer_[at_++]);
  }

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  fs::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_{};
  std::size_t at_ = 0;
  std::uint64_t block_ = 0, sum_ = 0;
};

class NoUses : public BlockUseSource {
 public:
  std::optional<BlockUse> next() override { return std::nullopt; }
};

class VectorSource : public BlockUseSource {
 public:
  explicit VectorSource(std::vector<BlockUse> uses) : uses_(std::move(uses)) {}
  std::optional<BlockUse> next() override { return at_ < uses_.size() ? std::optional(uses_[at_++]) : std::nullopt; }

 private:
  std::vector<BlockUse> uses_;
  std::size_t at_ = 0;
};

class FilteredSource : public BlockUseSource {
 public:
  FilteredSource(std::unique_ptr<BlockUseSource> uses, const std::unordered_set<std::uint32_t>& articles)
      : uses_(std::move(uses)), articles_(articles) {}

  std::optional<BlockUse> next() override {
    auto use = uses_->next();
    while (use && articles_.contains(use->article)) use = uses_->next();
    return use;
  }

 private:
  std::unique_ptr<BlockUseSource> uses_;
  const std::unordered_set<std::uint32_t>& articles_;
};

class MergedSource : public BlockUseSource {
 public:
  MergedSource(std::unique_ptr<BlockUseSource> a, std::unique_ptr<BlockUseSource> b)
      : a_(std::move(a)), b_(std::move(b)), first_(a_->next()), second_(b_->next()) {}

  std::optional<BlockUse> next() override {
    const bool first = first_ && (!second_ || *first_ <= *second_);
    return first ? std::exchange(first_, a_->next()) : std::exchange(second_, second_ ? b_->next() : std::nullopt);
  }

 private:
  std::unique_ptr<BlockUseSource> a_, b_;
  std::optional<BlockUse> first_, second_;
};

}  // namespace

std::unique_ptr<BlockUseSource> read_block_uses(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return std::make_unique<NoUses>();
  return std::make_unique<FileSource>(file);
}

struct BlockUseWriter::Impl {
  explicit Impl(const fs::path& path) : file(path) {}

  void put(std::uint64_t number) {
    put_number(buffer, number);
    if (buffer.size() < kBufferBytes) return;
    file.write(buffer);
    buffer.clear();
  }

  AtomicFile file;
  std::string buffer = std::string(kMagic);
  std::uint64_t block = 0, sum = 0;
};

BlockUseWriter::BlockUseWriter(const fs::path& file) : impl_(std::make_unique<Impl>(file)) {}
BlockUseWriter::~BlockUseWriter() = default;

void BlockUseWriter::add(const BlockUse& use) {
  const std::uint64_t distance = use.block - impl_->block;
  const std::uint64_t article = (std::uint64_t{use.article} << 1) + (use.marked ? 1 : 0);
  impl_->put(distance);
  impl_->put(article);
  impl_->sum = grown(grown(impl_->sum, distance), article);
  impl_->block = use.block;
}

void BlockUseWriter::commit() {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{0}, impl_->sum}) put_number(impl_->buffer, number);
  impl_->file.write(impl_->buffer);
  impl_->file.commit();
}

BlockUseSorter::~BlockUseSorter() {
  clear();
}

void BlockUseSorter::clear() {
  std::error_code ignored;
  for (const fs::path& run : runs_) fs::remove(run, ignored);
  runs_.clear();
  uses_.clear();
}

void BlockUseSorter::add(const BlockUse& use) {
  uses_.push_back(use);
  if (uses_.size() == kMostInMemory) spill();
}

void BlockUseSorter::spill() {
  std::sort(uses_.begin(), uses_.end());
  runs_.push_back(file_.string() + '.' + std::to_string(runs_.size()));
  BlockUseWriter run(runs_.back());
  for (const BlockUse& use : uses_) run.add(use);
  run.commit();
  uses_.clear();
}

std::unique_ptr<BlockUseSource> BlockUseSorter::sorted() {
  std::sort(uses_.begin(), uses_.end());
  std::unique_ptr<BlockUseSource> all = std::make_unique<VectorSource>(std::move(uses_));
  uses_ = {};
  for (const fs::path& run : runs_) all = merge(std::move(all), read_block_uses(run));
  return all;
}

std::unique_ptr<BlockUseSource> without(std::unique_ptr<BlockUseSource> uses,
                                        const std::unordered_set<std::uint32_t>& articles) {
  return std::make_unique<FilteredSource>(std::move(uses), articles);
}

std::unique_ptr<BlockUseSource> merge(std::unique_ptr<BlockUseSource> a, std::unique_ptr<BlockUseSource> b) {
  return std::make_unique<MergedSource>(std::move(a), std::move(b));
}

}  // namespace termknit
