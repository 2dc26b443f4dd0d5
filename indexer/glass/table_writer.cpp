// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glass/table_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "core/error.h"

namespace termknit::glass {
namespace {

constexpr std::size_t kDirectoryEntry = 2, kItemHeader = 3, kPieceNumber = 2;
/// A block has room for four.
constexpr std::size_t kLargestItem = (kBlockBytes - 11 - 4 * kDirectoryEntry) / 4;
/// Of a tag: less is not put at the end of a block.
constexpr std::size_t kLeastPiece = 256;
constexpr std::size_t kWrittenAtOnce = 16 * kBlockBytes;
constexpr std::uint16_t kDeflated = 0x8000, kLast = 0x4000, kFirst = 0x2000;
constexpr std::uint32_t kRevision = 1;

/// The highest byte first, as everywhere in the format.
char* put(char* at, std::uint64_t number, unsigned bytes) {
  for (unsigned i = bytes; i-- > 0;) *at++ = static_cast<char>(number >> 8 * i);
  return at;
}

char* put(char* at, std::string_view text) {
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

}  // namespace

TableWriter::Block::Block(unsigned level) : level_(level), bytes_(kBlockBytes, '\0') {}

char* TableWriter::Block::add(std::size_t bytes) {
  lowest_ -= bytes;
  put(bytes_.data() + end_, lowest_, kDirectoryEntry);
  end_ += kDirectoryEntry;
  return bytes_.data() + lowest_;
}

std::string_view TableWriter::Block::bytes() {
  char* at = put(bytes_.data(), kRevision, 4);
  at = put(at, level_, 1);
  at = put(at, free(), 2);  // in one piece
  at = put(at, free(), 2);  // in all
  put(at, end_, 2);
  return bytes_;
}

void TableWriter::Block::clear() {
  std::fill(bytes_.begin(), bytes_.end(), '\0');
  end_ = kHeaderBytes;
  lowest_ = kBlockBytes;
}

TableWriter::TableWriter(std::filesystem::path file)
    : path_(std::move(file)), descriptor_(open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw Error(ErrorKind::io, "cannot be written: " + failure_reason(errno), {path_.string()});
}

TableWriter::~TableWriter() {
  if (descriptor_ >= 0) close(descriptor_);
}

void TableWriter::add(std::string_view key, std::string_view tag, bool deflated) {
  if (items_++ == 0) add_piece({}, {}, 1, kFirst | kLast);
  std::uint16_t flags = kFirst;
  if (deflated) flags |= kDeflated;
  for (std::uint16_t piece = 1;; ++piece) {
    const std::size_t header = kItemHeader + key.size() + (piece > 1 ? kPieceNumber : 0);
    std::size_t bytes = std::min(tag.size(), kLargestItem - header);
    if (leaf_.free() < header + bytes + kDirectoryEntry) {
      if (bytes < tag.size() && leaf_.free() >= header + kLeastPiece + kDirectoryEntry) {
        bytes = leaf_.free() - header - kDirectoryEntry;
      } else {
        separate(key, piece);
      }
    }
    if (bytes == tag.size()) flags |= kLast;
    add_piece(key, tag.substr(0, bytes), piece, flags);
    if (bytes == tag.size()) break;
    tag.remove_prefix(bytes);
    flags &= static_cast<std::uint16_t>(~kFirst);
  }
  last_key_ = key;
}

void TableWriter::add_piece(std::string_view key, std::string_view tag, std::uint16_t piece, std::uint16_t flags) {
  const std::size_t size = kItemHeader + key.size() + (piece > 1 ? kPieceNumber : 0) + tag.size();
  char* at = leaf_.add(size);
  at = put(at, (size - kItemHeader) | flags, 2);
  at = put(at, key.size(), 1);
  at = put(at, key);
  if (piece > 1) at = put(at, piece, kPieceNumber);
  put(at, tag);
}

/// Begins a leaf. Of its first key, what sets it apart from the key before is enough for the branches.
void TableWriter::separate(std::string_view key, std::uint16_t piece) {
  add_child(0, before_leaf_, write(leaf_));
  const auto differs = std::mismatch(key.begin(), key.end(), last_key_.begin(), last_key_.end()).first;
  const auto bytes = static_cast<std::size_t>(differs - key.begin()) + 1;
  // Of a key whose pieces are in two leaves all is the same, up to their number.
  before_leaf_ = {std::string(piece > 1 ? key : key.substr(0, bytes)), piece};
}

void TableWriter::add_child(std::size_t level, const Separator& before, std::uint32_t child) {
  if (branches_.size() == level) branches_.push_back({Block(static_cast<unsigned>(level) + 1)});
  const auto put_child = [&](Block& block, std::string_view key, std::uint16_t piece) {
    char* at = put(block.add(4 + 1 + key.size() + kPieceNumber), child, 4);
    at = put(at, key.size(), 1);
    put(put(at, key), piece, kPieceNumber);
  };
  if (!branches_[level].block.empty()) {
    if (branches_[level].block.free() >= 4 + 1 + before.key.size() + kPieceNumber + kDirectoryEntry) {
      put_child(branches_[level].block, before.key, before.piece);
      return;
    }
    const Separator full = branches_[level].before;
    add_child(level + 1, full, write(branches_[level].block));
  }
  branches_[level].before = before;
  put_child(branches_[level].block, {}, 0);
}

std::uint32_t TableWriter::write(Block& block) {
  waiting_ += block.bytes();
  block.clear();
  if (waiting_.size() >= kWrittenAtOnce) write_out();
  return blocks_++;
}

void TableWriter::write_out() {
  for (std::string_view rest = waiting_; !rest.empty();) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw Error(ErrorKind::io, "cannot be written: " + failure_reason(errno), {path_.string()});
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  waiting_.clear();
}

TableRoot TableWriter::finish() {
  TableRoot root{.items = items_};
  if (items_ > 0) {
    root.block = write(leaf_);
    if (!branches_.empty()) add_child(0, before_leaf_, root.block);
    for (std::size_t level = 0; level < branches_.size(); ++level) {
      const Separator before = branches_[level].before;
      root.block = write(branches_[level].block);
      root.level = static_cast<unsigned>(level) + 1;
      if (level + 1 < branches_.size()) add_child(level + 1, before, root.block);
    }
    write_out();
  }
  root.blocks = blocks_;
  if (close(std::exchange(descriptor_, -1)) != 0)
    throw Error(ErrorKind::io, "cannot be written: " + failure_reason(errno), {path_.string()});
  return root;
}

}  // namespace termknit::glass
