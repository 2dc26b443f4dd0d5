// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glass/deflater.h"

#include <new>

#include <libdeflate.h>

namespace termknit::glass {
namespace {

/// libdeflate's: lists of terms get as small as by zlib's 6, which Xapian takes, but for 0.7 %.
constexpr int kLevel = 1;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kLevel)) {
  if (!compressor_) throw std::bad_alloc();
}
Deflater::~Deflater() = default;

std::string_view Deflater::deflate(std::string_view text) {
  if (text.size() < 2) return {};
  out_.resize(text.size() - 1);
  const std::size_t size =
      libdeflate_deflate_compress(compressor_.get(), text.data(), text.size(), out_.data(), out_.size());
  return std::string_view(out_).substr(0, size);
}

}  // namespace termknit::glass
