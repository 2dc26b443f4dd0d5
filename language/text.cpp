// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "core/byte_blocks.h"
#include "core/error.h"

namespace termknit {
namespace {

constexpr std::uint64_t kEach = 0x0101010101010101U;  // times a byte: that byte eight times

std::uint64_t eight_bytes(const char* bytes) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, bytes, sizeof eight);
  return eight;
}

bool is_ascii(std::string_view text) {
  std::uint64_t high = 0;
  for (; text.size() >= 8; text.remove_prefix(8)) high |= eight_bytes(text.data());
  unsigned char last = 0;
  for (const char c : text) last |= static_cast<unsigned char>(c);
  return ((high | last) & (kEach * 0x80)) == 0;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = instance(status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU's normalisation data cannot be loaded");
  return *found;
}

std::string normalize(const icu::Normalizer2& form, std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU cannot normalise a text");
  return out;
}

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2& form = normalizer(icu::Normalizer2::getNFCInstance);
  return form;
}

constexpr UChar32 kLatinEnd = 0x300;  // where combining marks begin: below it nothing composes with its neighbour

/// The length of the code point of Latin text (below kLatinEnd) that begins at `text[at]`; 0: it is none.
std::size_t latin_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return 1;
  const bool two =
      lead >= 0xC2 && lead <= 0xCB && at + 1 < text.size() && (static_cast<unsigned char>(text[at + 1]) & 0xC0) == 0x80;
  return two ? 2 : 0;
}

/// What there is in a text, found in one pass: most text is Latin and clean, and nothing has to be done with it.
class TextScan {
 public:
  explicit TextScan(std::string_view text) : text_(text) {
    BlockMask foreign{}, removed{}, lead_c2{}, lead_e2{};
    for_each_block(text, [&](ByteBlock bytes, ByteBlock before, ByteBlock before_that) {
      // A continuation byte has to be where a leading byte asks for it, and nowhere else.
      const BlockMask asked_for = ((before >= 0xC2) & (before <= 0xCB)) | (before == 0xE2) | (before_that == 0xE2);
      const BlockMask continuation = (bytes & 0xC0) == 0x80;
      foreign |= (continuation ^ asked_for) | ((bytes > 0xCB) & (bytes != 0xE2)) | ((bytes & 0xFE) == 0xC0);
      removed |= ((bytes < 0x20) & (bytes != '\n') & (bytes != '\t')) | (bytes == 0x7F);
      lead_c2 |= bytes == 0xC2;
      lead_e2 |= bytes == 0xE2;
    });
    foreign_ = any(foreign);
    removed_ = any(removed);
    has_c2_ = any(lead_c2);
    has_e2_ = any(lead_e2);
  }

  /// Valid UTF-8, if it is no more than Latin and U+2000 to U+2FFF.
  bool is_valid() const { return !foreign_; }

  /// All below kLatinEnd.
  bool is_latin() const { return !foreign_ && !has_e2_; }

  /// Latin, dashes and quotation marks, without anything that clean_text() takes out or changes.
  bool is_clean() const {
    // C2: the controls from U+0080 on, and the soft hyphen. E2: U+2010 to U+2027 stand between controls.
    return !foreign_ && !removed_ &&
           (!has_c2_ || all_after('\xC2', [](const char* c) { return c[1] >= '\xA0' && c[1] != '\xAD'; })) &&
           (!has_e2_ ||
            all_after('\xE2', [](const char* c) { return c[1] == '\x80' && c[2] >= '\x90' && c[2] <= '\xA7'; }));
  }

 private:
  template <typename F>
  bool all_after(char lead, F&& is_kept) const {
    for (std::size_t at = text_.find(lead); at != text_.npos; at = text_.find(lead, at + 1)) {
      if (!is_kept(text_.data() + at)) return false;
    }
    return true;
  }

  std::string_view text_;
  bool foreign_ = false, removed_ = false, has_c2_ = false, has_e2_ = false;
};

bool is_latin(std::string_view text) {
  return TextScan(text).is_latin();
}

/// What ICU makes of every Latin code point: most text needs no more.
class LatinMapping {
 public:
  template <typename Map>
  explicit LatinMapping(Map map) {
    for (UChar32 c = 0; c < kLatinEnd; ++c) {
      std::array<char, 4> bytes{};
      int32_t length = 0;
      U8_APPEND_UNSAFE(bytes.data(), length, c);
      const std::string mapped = map(std::string_view(bytes.data(), static_cast<std::size_t>(length)));
      Image& image = images_[static_cast<std::size_t>(c)];
      image.size = static_cast<std::uint8_t>(mapped.copy(image.bytes.data(), image.bytes.size()));
      same_[static_cast<std::size_t>(c)] = mapped == std::string_view(bytes.data(), static_cast<std::size_t>(length));
    }
  }

  /// True only if the image of `text` is `text`.
  bool leaves(std::string_view text) const {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = latin_length(text, at);
      if (length == 0 || !same_[code(text, at, length)]) return false;
      at += length;
    }
    return true;
  }

  /// Empty if `text` is not all Latin.
  std::optional<std::string> apply(std::string_view text) const {
    std::string out;
    if (!apply(text, out)) return std::nullopt;
    return out;
  }

  /// False if `text` is not all Latin.
  bool apply(std::string_view text, std::string& out) const {
    out.assign(text);  // nearly every letter becomes one of the same length
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = latin_length(text, at);
      if (length == 0) return false;
      const Image& image = this->image(text, at, length);
      if (image.size != length) return apply_piecewise(text, out);
      out[at] = image.bytes[0];
      if (length == 2) out[at + 1] = image.bytes[1];
      at += length;
    }
    return true;
  }

 private:
  struct Image {
    std::array<char, 7> bytes{};
    std::uint8_t size = 0;
  };

  const Image& image(std::string_view text, std::size_t at, std::size_t length) const {
    return images_[code(text, at, length)];
  }

  static std::size_t code(std::string_view text, std::size_t at, std::size_t length) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return length == 1 ? lead : (lead & 0x1FU) << 6 | (static_cast<unsigned char>(text[at + 1]) & 0x3FU);
  }

  bool apply_piecewise(std::string_view text, std::string& out) const {
    out.clear();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = latin_length(text, at);
      if (length == 0) return false;
      const Image& image = this->image(text, at, length);
      out.append(image.bytes.data(), image.size);
      at += length;
    }
    return true;
  }

  std::array<Image, static_cast<std::size_t>(kLatinEnd)> images_{};
  std::array<bool, static_cast<std::size_t>(kLatinEnd)> same_{};
};

std::string lower_by_icu(std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  return out;
}

std::string fold_by_icu(std::string_view text) {
  static const icu::Normalizer2& form = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  return normalize(form, text);
}

bool is_removed(UChar32 c) {
  if (c == '\n' || c == '\t') return false;
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
  if (c == 0xAD || c == 0xFEFF || c == 0x200B || c == 0x2060)
    return true;  // soft hyphen, BOM, zero-width space, word joiner
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return true;  // bidi controls
  if (c == 0x200E || c == 0x200F || c == 0x061C) return true;                     // direction marks
  if (c == 0xE000 || c == 0xE001) return true;                    // our own match marks (search/searcher.h)
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);  // non-characters
}

void append(std::string& out, UChar32 c) {
  std::array<char, 4> bytes{};
  int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  out.append(bytes.data(), static_cast<std::size_t>(length));
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  if (TextScan(bytes).is_valid()) return true;
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes.data(), i, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string replace_invalid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), i, size, c);  // stops after a maximal ill-formed piece
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
    }
  }
  return out;
}

std::string clean_text(std::string_view utf8) {
  if (TextScan(utf8).is_clean()) return std::string(utf8);
  std::string out;
  out.reserve(utf8.size());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(utf8.data(), i, size, c);
    if (c == '\r') {
      if (i >= size || utf8[static_cast<std::size_t>(i)] != '\n') out += '\n';
    } else if (c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if (!is_removed(c)) {
      out.append(utf8.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
    }
  }
  return to_nfc(out);
}

std::string to_nfc(std::string_view utf8) {
  if (is_latin(utf8)) return std::string(utf8);
  return normalize(nfc(), utf8);
}

std::string fold(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(utf8);
  static const LatinMapping latin(fold_by_icu);
  if (auto folded = latin.apply(utf8)) return std::move(*folded);
  return fold_by_icu(utf8);
}

namespace {

std::string strip_by_icu(std::string_view folded) {
  static const icu::Normalizer2& form = normalizer(icu::Normalizer2::getNFDInstance);
  const std::string decomposed = normalize(form, folded);
  std::string out;
  const auto size = static_cast<int32_t>(decomposed.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(decomposed.data(), i, size, c);
    switch (c) {
      case 0x142:
        out += 'l';
        break;  // ł
      case 0x111:
        out += 'd';
        break;  // đ
      case 0xF8:
        out += 'o';
        break;  // ø
      case 0x131:
        out += 'i';
        break;  // dotless i
      case 0xE6:
        out += "ae";
        break;  // æ
      case 0x153:
        out += "oe";
        break;  // œ
      default:
        if (u_charType(c) != U_NON_SPACING_MARK) append(out, c);
    }
  }
  return to_nfc(out);
}

}  // namespace

std::string strip_diacritics(std::string_view folded) {
  if (is_ascii(folded)) return std::string(folded);
  static const LatinMapping latin(strip_by_icu);
  if (auto stripped = latin.apply(folded)) return std::move(*stripped);
  return strip_by_icu(folded);
}

namespace {

const LatinMapping& latin_lower() {
  static const LatinMapping latin(lower_by_icu);
  return latin;
}

}  // namespace

std::string to_lower(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(utf8);
  std::string lower;
  if (!latin_lower().apply(utf8, lower)) lower = lower_by_icu(utf8);
  return lower;
}

std::string_view to_lower(std::string_view utf8, std::string& buffer) {
  if (latin_lower().leaves(utf8)) return utf8;
  if (!latin_lower().apply(utf8, buffer)) buffer = lower_by_icu(utf8);
  return buffer;
}

std::string to_title(std::string_view utf8) {
  if (utf8.empty()) return {};
  int32_t end = 0;
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(utf8.data(), end, static_cast<int32_t>(utf8.size()), c);
  std::string out;
  append(out, u_totitle(c));
  out.append(utf8.substr(static_cast<std::size_t>(end)));
  return out;
}

std::size_t code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string_view truncate_at_code_point(std::string_view utf8, std::size_t max_bytes) {
  if (utf8.size() <= max_bytes) return utf8;
  while (max_bytes > 0 && (static_cast<unsigned char>(utf8[max_bytes]) & 0xC0) == 0x80) --max_bytes;
  return utf8.substr(0, max_bytes);
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(utf8.data(), i, size, c);
    const int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
    const int32_t east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

bool mixes_scripts(std::string_view word) {
  bool latin = false, other = false;
  const auto size = static_cast<int32_t>(word.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(word.data(), i, size, c);
    if (!u_isalpha(c)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    latin = latin || script == USCRIPT_LATIN;
    other = other || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK;
  }
  return latin && other;
}

}  // namespace termknit
