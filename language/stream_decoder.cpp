// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/stream_decoder.h"

#include <array>

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/uenum.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "core/error.h"

namespace termknit {

struct StreamDecoder::Impl {
  UConverter* converter = nullptr;
  std::string encoding{};
  UChar high = 0;  // a high surrogate whose other half is in the next piece
  ~Impl() { ucnv_close(converter); }
};

StreamDecoder::StreamDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StreamDecoder::~StreamDecoder() = default;

namespace {

/// ICU also takes nicknames ("utf8", "cp1252") that other readers of the same file will not know.
bool is_registered(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration* names = ucnv_openStandardNames(encoding.c_str(), "IANA", &status);
  bool found = false;
  while (U_SUCCESS(status) && !found) {
    const char* name = uenum_next(names, nullptr, &status);
    if (!name) break;
    found = ucnv_compareNames(name, encoding.c_str()) == 0 && std::string_view(name).size() == encoding.size();
  }
  uenum_close(names);
  return found;
}

}  // namespace

std::unique_ptr<StreamDecoder> StreamDecoder::open(const std::string& encoding) {
  if (!is_registered(encoding)) return nullptr;
  auto impl = std::make_unique<Impl>();
  impl->encoding = encoding;
  UErrorCode status = U_ZERO_ERROR;
  impl->converter = ucnv_open(encoding.c_str(), &status);
  if (U_FAILURE(status)) return nullptr;
  ucnv_setToUCallBack(impl->converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) return nullptr;
  return std::unique_ptr<StreamDecoder>(new StreamDecoder(std::move(impl)));
}

std::string StreamDecoder::decode(std::string_view bytes, bool last) {
  std::string utf8;
  const auto append = [&utf8](UChar32 c) {
    char out[4];
    int32_t size = 0;
    U8_APPEND_UNSAFE(out, size, c);
    utf8.append(out, static_cast<std::size_t>(size));
  };
  const auto malformed = [this] {
    return Error(ErrorKind::malformed, fmt::format("bytes that are no text in '{}'", impl_->encoding));
  };
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  for (bool more = true; more;) {
    std::array<UChar, 4096> wide;
    UChar* target = wide.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(impl_->converter, &target, wide.data() + wide.size(), &source, end, nullptr, last, &status);
    more = status == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(status) && !more) throw malformed();
    for (const UChar* unit = wide.data(); unit != target; ++unit) {
      if (impl_->high) {
        if (!U16_IS_TRAIL(*unit)) throw malformed();
        append(U16_GET_SUPPLEMENTARY(impl_->high, *unit));
        impl_->high = 0;
      } else if (U16_IS_LEAD(*unit)) {
        impl_->high = *unit;
      } else if (U16_IS_TRAIL(*unit)) {
        throw malformed();
      } else {
        append(*unit);
      }
    }
  }
  if (last && impl_->high) throw malformed();
  return utf8;
}

}  // namespace termknit
