// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/text_stream.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include <unicode/ucnv.h>

#include "core/error.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;
constexpr std::size_t kSample = std::size_t{1} << 18;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

File open_file(const std::filesystem::path& path) {
  std::error_code error;
  // Opening a FIFO would wait for a writer.
  if (!std::filesystem::is_regular_file(path, error))
    throw Error(ErrorKind::io, error ? "cannot be opened: " + error.message() : "is not a regular file",
                {path.string()});
  File file(std::fopen(path.c_str(), "rbe"));
  if (!file) throw Error(ErrorKind::io, "cannot be opened", {path.string()});
  return file;
}

/// Bytes at the end of `bytes` that begin a code point without ending it.
std::size_t unfinished_tail(std::string_view bytes) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/// What a first reading of the file tells.
struct Survey {
  std::string head{};    ///< the beginning of the file
  std::string sample{};  ///< the head, then lines with bytes outside ASCII
  bool valid_utf8 = true;
};

bool has_high_byte(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

void sample_lines(std::string_view bytes, std::string& sample) {
  while (!bytes.empty() && sample.size() < kSample) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1);
    const std::string_view line = bytes.substr(0, end + 1);
    if (has_high_byte(line)) sample.append(line.substr(0, kSample - sample.size()));
    bytes.remove_prefix(end + 1);
  }
}

Survey survey(std::FILE* file) {
  Survey result;
  std::string bytes(kPiece, '\0');
  std::string checked;
  for (;;) {
    const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), file);
    const std::string_view piece(bytes.data(), got);
    if (result.head.empty()) {
      result.head = result.sample = piece;
    } else {
      sample_lines(piece, result.sample);
    }
    checked += piece;
    const std::size_t tail = got == 0 ? 0 : unfinished_tail(checked);
    result.valid_utf8 = result.valid_utf8 && is_valid_utf8(std::string_view(checked).substr(0, checked.size() - tail));
    checked.erase(0, checked.size() - tail);
    if (got == 0 || (!result.valid_utf8 && result.sample.size() >= kSample)) return result;
  }
}

[[noreturn]] void refuse_binary(std::string_view head, const std::filesystem::path& path) {
  std::string what = "is not a text file";
  if (head.starts_with("PK\x03\x04")) what += "; it looks like a spreadsheet or another ZIP archive";
  if (head.starts_with("\xD0\xCF\x11\xE0")) what += "; it looks like an encrypted or an old Office file";
  throw Error(ErrorKind::malformed, what, {path.string()});
}

}  // namespace

struct TextStream::Impl {
  std::string name;
  File file;
  std::string encoding = "UTF-8";
  bool guessed = false, damaged = false, at_start = true, ended = false;
  std::unique_ptr<UConverter, CloseConverter> from, to;
  std::string bytes;                ///< read, but not decoded yet
  std::array<UChar, 4096> pivot{};  ///< between the two converters
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();

  void learn_encoding(const std::filesystem::path& path) {
    const Survey seen = survey(file.get());
    std::rewind(file.get());
    if (seen.head.empty()) return;
    const std::string_view head = std::string_view(seen.head).substr(0, seen.head.size() & ~std::size_t{1});
    DecodedText decoded = decode_text(seen.valid_utf8 ? head.substr(0, head.size() - unfinished_tail(head)) : head);
    if (decoded.binary) refuse_binary(head, path);
    if (!seen.valid_utf8 && !decoded.encoding.starts_with("UTF-16") && !decoded.encoding.starts_with("UTF-32"))
      decoded = decode_text(seen.sample);
    if (decoded.binary) refuse_binary(head, path);
    encoding = decoded.encoding;
    guessed = decoded.guessed;
  }

  void open_converters() {
    if (encoding == "UTF-8") return;
    UErrorCode status = U_ZERO_ERROR;
    from.reset(ucnv_open(encoding.c_str(), &status));
    to.reset(ucnv_open("UTF-8", &status));
    if (U_FAILURE(status)) throw Error(ErrorKind::internal, "no converter for '" + encoding + "'", {name});
  }

  void fetch() {
    const std::size_t kept = bytes.size();
    bytes.resize(kept + kPiece);
    const std::size_t got = std::fread(bytes.data() + kept, 1, kPiece, file.get());
    bytes.resize(kept + got);
    if (std::ferror(file.get())) throw Error(ErrorKind::io, "cannot be read", {name});
    ended = got == 0;
  }

  std::string take_utf8() {
    const std::size_t tail = ended ? 0 : unfinished_tail(bytes);
    std::string text = bytes.substr(0, bytes.size() - tail);
    bytes.erase(0, bytes.size() - tail);
    if (is_valid_utf8(text)) return text;
    damaged = true;
    return replace_invalid_utf8(text);
  }

  std::string convert() {
    std::string text;
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    std::array<char, 8192> out{};
    UErrorCode status = U_ZERO_ERROR;
    do {
      char* target = out.data();
      status = U_ZERO_ERROR;
      ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, source_end, pivot.data(),
                     &pivot_source, &pivot_target, pivot.data() + pivot.size(), 0, ended, &status);
      text.append(out.data(), static_cast<std::size_t>(target - out.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    bytes.erase(0, static_cast<std::size_t>(source - bytes.data()));
    damaged = damaged || text.find(kReplacement) != text.npos;
    return is_valid_utf8(text) ? text : replace_invalid_utf8(text);
  }
};

TextStream::TextStream(const std::filesystem::path& file) : impl_(std::make_unique<Impl>()) {
  impl_->name = file.string();
  impl_->file = open_file(file);
  impl_->learn_encoding(file);
  impl_->open_converters();
}

TextStream::~TextStream() = default;

bool TextStream::read(std::string& out) {
  while (!impl_->ended) {
    impl_->fetch();
    std::string text = impl_->from ? impl_->convert() : impl_->take_utf8();
    if (text.empty()) continue;
    const bool mark = impl_->at_start && text.starts_with("\xEF\xBB\xBF");
    impl_->at_start = false;
    out.append(mark ? std::string_view(text).substr(3) : std::string_view(text));
    return true;
  }
  return false;
}

const std::string& TextStream::encoding() const {
  return impl_->encoding;
}
bool TextStream::guessed() const {
  return impl_->guessed;
}
bool TextStream::damaged() const {
  return impl_->damaged;
}

}  // namespace termknit
