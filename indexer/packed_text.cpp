// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/packed_text.h"

#include <limits>

#include <zlib.h>

#include "core/checksum.h"
#include "core/error.h"
#include "indexer/varint.h"

namespace termknit {
namespace {

constexpr int kRawDeflate = -15, kMemory = 8, kLevel = 6;
constexpr std::size_t kMostPrimed = 8;
constexpr std::uint64_t kLongestText = std::uint64_t{256} << 20;  // no damaged length may claim more memory

[[noreturn]] void corrupt() {
  throw Error(ErrorKind::corrupt, "a text in the index is damaged; run 'termknit index --rebuild'");
}

Bytef* bytes(std::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib does not write to what it reads
}

/// Taking in a dictionary costs zlib more than an article does, so what it has made of it is copied.
class Deflater {
 public:
  Deflater() = default;
  ~Deflater() {
    for (auto& [name, stream] : primed_) deflateEnd(&stream);
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void append(std::string_view text, const TextDictionary& dictionary, std::string& out) {
    z_stream stream{};
    if (deflateCopy(&stream, &primed(dictionary)) != Z_OK) throw Error(ErrorKind::internal, "zlib has no memory");
    const std::size_t begin = out.size();
    out.resize(begin + deflateBound(&stream, text.size()));
    stream.next_in = bytes(text);
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = bytes(out) + begin;
    stream.avail_out = static_cast<uInt>(out.size() - begin);
    const int result = deflate(&stream, Z_FINISH);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw Error(ErrorKind::internal, "a text cannot be packed");
  }

 private:
  z_stream& primed(const TextDictionary& dictionary) {
    if (primed_.size() >= kMostPrimed && !primed_.contains(dictionary.name)) {
      for (auto& [name, stream] : primed_) deflateEnd(&stream);
      primed_.clear();
    }
    const auto [it, is_new] = primed_.try_emplace(dictionary.name);
    if (!is_new) return it->second;
    if (deflateInit2(&it->second, kLevel, Z_DEFLATED, kRawDeflate, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
      primed_.erase(it);
      throw Error(ErrorKind::internal, "zlib has no memory");
    }
    if (!dictionary.text.empty())
      deflateSetDictionary(&it->second, bytes(dictionary.text), static_cast<uInt>(dictionary.text.size()));
    return it->second;
  }

  std::map<std::uint64_t, z_stream> primed_;  ///< a quarter of a megabyte each
};

class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, kRawDeflate) != Z_OK) throw Error(ErrorKind::internal, "zlib has no memory");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  std::string inflate_all(std::string_view packed, std::string_view dictionary, std::size_t size) {
    inflateReset(&stream_);
    if (!dictionary.empty()) inflateSetDictionary(&stream_, bytes(dictionary), static_cast<uInt>(dictionary.size()));
    std::string text(size, '\0');
    stream_.next_in = bytes(packed);
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = bytes(text);
    stream_.avail_out = static_cast<uInt>(size);
    if (inflate(&stream_, Z_FINISH) != Z_STREAM_END || stream_.avail_out > 0) corrupt();
    return text;
  }

 private:
  z_stream stream_{};
};

}  // namespace

TextDictionary make_text_dictionary(std::string text) {
  const std::uint64_t name = checksum(text) | 1;  // none is 0
  return {name, std::move(text)};
}

std::string pack_text(std::string_view text, const TextDictionary& dictionary) {
  static thread_local Deflater deflater;
  std::string packed;
  append_varint(packed, dictionary.name);
  append_varint(packed, text.size());
  deflater.append(text, dictionary, packed);
  return packed;
}

std::string TextUnpacker::unpack(std::string_view packed) {
  static thread_local Inflater inflater;
  const auto name = take_varint(packed);
  const auto size = take_varint(packed);
  if (!name || !size || *size > kLongestText) corrupt();
  return inflater.inflate_all(packed, *name == 0 ? std::string_view() : dictionary(*name), *size);
}

const std::string& TextUnpacker::dictionary(std::uint64_t name) {
  const auto [it, is_new] = dictionaries_.try_emplace(name);
  if (is_new) it->second = find_(name);
  if (it->second.empty()) {
    dictionaries_.erase(it);
    corrupt();
  }
  return it->second;
}

}  // namespace termknit
