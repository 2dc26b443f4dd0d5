// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/packed_text.h"

#include <map>
#include <mutex>
#include <utility>

#include <zdict.h>
#include <zstd.h>

#include "core/checksum.h"
#include "core/error.h"
#include "indexer/varint.h"

namespace termknit {
namespace {

constexpr int kLevel = 3;                                         // the next takes 1.7 times as long for 3 %
constexpr std::uint64_t kLongestText = std::uint64_t{256} << 20;  // no damaged length may claim more memory
constexpr std::string_view kMagic = "\x28\xB5\x2F\xFD";           // how each frame of zstd begins: not stored

[[noreturn]] void corrupt() {
  throw Error(ErrorKind::corrupt, "a text in the index is damaged; run 'termknit index --rebuild'");
}

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

template <typename T>
Owned<T> owned(T* made) {
  if (!made) throw Error(ErrorKind::internal, "zstd has no memory");
  return Owned<T>(made);
}

class Packer {
 public:
  Packer() : context_(owned(ZSTD_createCCtx())) {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
    // Both stand before the text, in fewer bytes.
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_contentSizeFlag, 0);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_dictIDFlag, 0);
  }

  void append(std::string_view text, const ZSTD_CDict* dictionary, std::string& out) {
    ZSTD_CCtx_refCDict(context_.get(), dictionary);
    frame_.resize(ZSTD_compressBound(text.size()));
    const std::size_t size = ZSTD_compress2(context_.get(), frame_.data(), frame_.size(), text.data(), text.size());
    if (ZSTD_isError(size)) throw Error(ErrorKind::internal, "a text cannot be packed");
    out.append(frame_, kMagic.size(), size - kMagic.size());
  }

 private:
  Owned<ZSTD_CCtx> context_;
  std::string frame_;
};

}  // namespace

/// What zstd makes of a dictionary costs more than packing an article, and half a megabyte: all threads share it.
class PackingTables {
 public:
  const ZSTD_CDict* of(std::string_view dictionary) {
    std::call_once(once_, [&] { tables_ = owned(ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel)); });
    return tables_.get();
  }

 private:
  std::once_flag once_;
  Owned<ZSTD_CDict> tables_;
};

TextDictionary make_text_dictionary(std::string text) {
  const std::uint64_t name = checksum(text) | 1;  // none is 0
  return {name, std::move(text), std::make_shared<PackingTables>()};
}

TextDictionary make_text_dictionary(std::string_view text, const std::vector<std::string>& samples) {
  constexpr std::size_t kTables = 256;  // what zstd keeps of the samples: how often it meets which letter and distance
  std::string all, made(text.size() + kTables, '\0');
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    all += sample;
    sizes.push_back(sample.size());
  }
  ZDICT_params_t parameters{};
  parameters.compressionLevel = kLevel;
  const std::size_t size = ZDICT_finalizeDictionary(made.data(), made.size(), text.data(), text.size(), all.data(),
                                                    sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size)) return {};
  made.resize(size);
  return make_text_dictionary(std::move(made));
}

std::string pack_text(std::string_view text, const TextDictionary& dictionary) {
  static thread_local Packer packer;
  std::string packed;
  append_varint(packed, dictionary.name);
  append_varint(packed, text.size());
  packer.append(text, dictionary.tables ? dictionary.tables->of(dictionary.text) : nullptr, packed);
  return packed;
}

class TextUnpacker::Dictionaries {
 public:
  explicit Dictionaries(Find find) : find_(std::move(find)), context_(owned(ZSTD_createDCtx())) {}

  /// Null for no name. Throws Error(corrupt) for an unknown one.
  const ZSTD_DDict* prepared(std::uint64_t name) {
    if (name == 0) return nullptr;
    const auto found = prepared_.find(name);
    if (found != prepared_.end()) return found->second.get();
    const std::string text = find_(name);
    if (text.empty()) corrupt();
    ZSTD_DDict* made = ZSTD_createDDict(text.data(), text.size());
    if (!made) corrupt();
    return prepared_.emplace(name, Owned<ZSTD_DDict>(made)).first->second.get();
  }

  std::string unpack(std::string_view packed, const ZSTD_DDict* dictionary, std::size_t size) {
    (frame_ = kMagic) += packed;
    std::string text(size, '\0');
    forget_dictionary();
    const std::size_t found =
        ZSTD_decompress_usingDDict(context_.get(), text.data(), text.size(), frame_.data(), frame_.size(), dictionary);
    if (ZSTD_isError(found) || found != size) corrupt();
    return text;
  }

 private:
  /// zstd fetches ahead what it copies out of a dictionary that is new to it. Between two texts everything else has
  /// been in the processor's cache, and a dictionary of 112 KB no longer is: unpacking takes a fifth less time. What
  /// makes it new is a frame without one; this one holds nothing.
  void forget_dictionary() {
    constexpr std::string_view kEmptyFrame("\x28\xB5\x2F\xFD\x20\x00\x01\x00\x00", 9);
    char nothing = 0;
    ZSTD_decompressDCtx(context_.get(), &nothing, 1, kEmptyFrame.data(), kEmptyFrame.size());
  }

  Find find_;
  Owned<ZSTD_DCtx> context_;
  std::map<std::uint64_t, Owned<ZSTD_DDict>> prepared_;
  std::string frame_;
};

TextUnpacker::TextUnpacker(Find find) : dictionaries_(std::make_unique<Dictionaries>(std::move(find))) {}
TextUnpacker::~TextUnpacker() = default;
TextUnpacker::TextUnpacker(TextUnpacker&&) noexcept = default;
TextUnpacker& TextUnpacker::operator=(TextUnpacker&&) noexcept = default;

std::string TextUnpacker::unpack(std::string_view packed) {
  const auto name = take_varint(packed);
  const auto size = take_varint(packed);
  if (!name || !size || *size > kLongestText) corrupt();
  return dictionaries_->unpack(packed, dictionaries_->prepared(*name), *size);
}

}  // namespace termknit
