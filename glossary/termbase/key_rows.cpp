// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/key_rows.h"

#include <algorithm>
#include <cstring>
#include <queue>

#include <unistd.h>

#include "core/error.h"

namespace termknit {
namespace {

constexpr std::size_t kNumberBytes = 8, kReadBytes = 32U << 10;

[[noreturn]] void fail() {
  throw Error(ErrorKind::io, "a temporary file for look-up keys cannot be written or read; is there space left?");
}

void append_number(std::string& to, std::int64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) to += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
}

std::int64_t number_at(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < kNumberBytes; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::int64_t>(number);
}

/// Language and key end in NUL, numbers begin with their highest byte: rows sort as their bytes do.
void encode(std::string& to, const KeyRow& row) {
  to += row.language;
  to += '\0';
  to += row.key;
  to += '\0';
  append_number(to, row.term);
  append_number(to, row.rank);
}

KeyRow decode(std::string_view bytes) {
  KeyRow row;
  row.language = bytes.substr(0, bytes.find('\0'));
  bytes.remove_prefix(row.language.size() + 1);
  row.key = bytes.substr(0, bytes.size() - 2 * kNumberBytes - 1);
  bytes.remove_prefix(row.key.size() + 1);
  row.term = number_at(bytes);
  row.rank = number_at(bytes.substr(kNumberBytes));
  return row;
}

std::size_t encoded_size(const KeyRow& row) {
  return row.language.size() + row.key.size() + 2 + 2 * kNumberBytes;
}

}  // namespace

/// One sorted piece of the file, row by row: each has its length in front.
class KeyRows::Reader {
 public:
  Reader(int descriptor, Piece piece) : descriptor_(descriptor), piece_(piece) {}

  std::string_view row() const { return row_; }

  /// False at the end.
  bool next() {
    std::uint32_t size = 0;
    if (at_ == bytes_.size() && piece_.begin == piece_.end) return false;
    const std::string_view length = take(sizeof size);
    std::memcpy(&size, length.data(), sizeof size);
    row_ = take(size);
    return true;
  }

 private:
  std::string_view take(std::size_t size) {
    if (bytes_.size() - at_ < size) fill(size);
    at_ += size;
    return std::string_view(bytes_).substr(at_ - size, size);
  }

  void fill(std::size_t least) {
    bytes_.erase(0, at_);
    at_ = 0;
    while (bytes_.size() < least) {
      const std::size_t had = bytes_.size();
      const auto left = static_cast<std::size_t>(piece_.end - piece_.begin);
      bytes_.resize(had + std::min(left, std::max(least, kReadBytes)));
      const ssize_t got = ::pread(descriptor_, bytes_.data() + had, bytes_.size() - had, piece_.begin);
      if (got <= 0) fail();
      bytes_.resize(had + static_cast<std::size_t>(got));
      piece_.begin += got;
    }
  }

  int descriptor_;
  Piece piece_;
  std::string bytes_;
  std::size_t at_ = 0;
  std::string_view row_;
};

KeyRows::KeyRows(std::size_t piece_bytes) : piece_bytes_(piece_bytes) {}

void KeyRows::add(const KeyRow& row) {
  const std::size_t size = encoded_size(row);
  if (bytes_.size() + size > bytes_.capacity()) {
    // Rows are kept by address.
    if (!texts_.empty()) put_away();
    bytes_.reserve(std::max(piece_bytes_, size));
  }
  encode(bytes_, row);
  texts_.push_back(std::string_view(bytes_).substr(bytes_.size() - size));
}

void KeyRows::sort() {
  std::sort(texts_.begin(), texts_.end());
}

void KeyRows::put_away() {
  sort();
  if (!file_) file_.reset(std::tmpfile());
  if (!file_) fail();
  Piece piece{pieces_.empty() ? 0 : pieces_.back().end, 0};
  piece.end = piece.begin;
  for (const std::string_view text : texts_) {
    const auto size = static_cast<std::uint32_t>(text.size());
    std::fwrite(&size, sizeof size, 1, file_.get());
    std::fwrite(text.data(), 1, text.size(), file_.get());
    piece.end += static_cast<std::int64_t>(sizeof size + text.size());
  }
  if (std::fflush(file_.get()) != 0 || std::ferror(file_.get()) != 0) fail();
  pieces_.push_back(piece);
  texts_.clear();
  bytes_.clear();
}

void KeyRows::for_each(const std::function<void(const KeyRow&)>& f) {
  if (!pieces_.empty() && !texts_.empty()) put_away();
  std::string before;  // the last row without its rank
  const auto give = [&](std::string_view bytes) {
    const std::string_view place = bytes.substr(0, bytes.size() - kNumberBytes);
    if (place == before) return;
    before = place;
    const KeyRow row = decode(bytes);
    if (!dropped_.contains(row.term)) f(row);
  };
  sort();
  for (const std::string_view text : texts_) give(text);

  std::vector<Reader> readers;
  for (const Piece& piece : pieces_) readers.emplace_back(::fileno(file_.get()), piece);
  const auto later = [](const Reader* a, const Reader* b) { return a->row() > b->row(); };
  std::priority_queue<Reader*, std::vector<Reader*>, decltype(later)> heads(later);
  for (Reader& reader : readers) {
    if (reader.next()) heads.push(&reader);
  }
  while (!heads.empty()) {
    Reader* first = heads.top();
    heads.pop();
    give(first->row());
    if (first->next()) heads.push(first);
  }
}

void KeyRows::clear() {
  bytes_ = {};
  texts_ = {};
  pieces_.clear();
  file_.reset();
  dropped_.clear();
}

}  // namespace termknit
