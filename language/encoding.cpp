// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/encoding.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>

#include <unicode/ucnv.h>
#include <unicode/ulocdata.h>
#include <unicode/uset.h>
#include <unicode/utf8.h>

#include "core/error.h"
#include "language/language_identifier.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kSample = 16384;  // bytes that candidates are judged by
constexpr std::size_t kMostOffsets = 100;
constexpr std::array<const char*, 12> kCandidates{"windows-1252", "windows-1250", "windows-1257", "ISO-8859-2",
                                                  "ISO-8859-13",  "ISO-8859-4",   "ISO-8859-15",  "ISO-8859-1",
                                                  "windows-1251", "windows-1254", "KOI8-R",       "windows-1253"};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

std::string convert(UConverter* converter, std::string_view bytes) {
  // Through UTF-16 in two steps: ICU has no direct way that keeps substitution counts.
  std::u16string wide(bytes.size() + 16, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = ucnv_toUChars(converter, reinterpret_cast<UChar*>(wide.data()), static_cast<int32_t>(wide.size()),
                                 bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    wide.resize(static_cast<std::size_t>(length) + 1);
    status = U_ZERO_ERROR;
    length = ucnv_toUChars(converter, reinterpret_cast<UChar*>(wide.data()), static_cast<int32_t>(wide.size()),
                           bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  }
  std::string utf8;
  for (int32_t i = 0; i < length; ++i) {
    UChar32 c = wide[static_cast<std::size_t>(i)];
    if (c >= 0xD800 && c <= 0xDBFF && i + 1 < length && (wide[static_cast<std::size_t>(i) + 1] & 0xFC00) == 0xDC00) {
      c = 0x10000 + ((c - 0xD800) << 10) + (wide[static_cast<std::size_t>(++i)] - 0xDC00);
    } else if (c >= 0xD800 && c <= 0xDFFF) {
      c = 0xFFFD;
    }
    char out[4];
    int32_t size = 0;
    U8_APPEND_UNSAFE(out, size, c);
    utf8.append(out, static_cast<std::size_t>(size));
  }
  return utf8;
}

std::optional<std::string> decode_as(const char* name, std::string_view bytes) {
  const Converter converter = open_converter(name);
  if (!converter) return std::nullopt;
  return convert(converter.get(), bytes);
}

/// Letters that the language writes with, beside ASCII (CLDR exemplar characters).
struct CloseSet {
  void operator()(USet* set) const { uset_close(set); }
};

const USet* exemplars(const std::string& language) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<USet, CloseSet>> sets;
  const std::lock_guard lock(mutex);
  const auto it = sets.find(language);
  if (it != sets.end()) return it->second.get();
  UErrorCode status = U_ZERO_ERROR;
  ULocaleData* data = ulocdata_open(language.c_str(), &status);
  std::unique_ptr<USet, CloseSet> set;
  if (U_SUCCESS(status)) {
    set.reset(ulocdata_getExemplarSet(data, nullptr, USET_CASE_INSENSITIVE, ULOCDATA_ES_STANDARD, &status));
    ulocdata_close(data);
  }
  return sets.emplace(language, std::move(set)).first->second.get();
}

bool is_typographic(UChar32 c) {
  return (c >= 0x2010 && c <= 0x2026) || c == 0xA0 || c == 0xA7 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 ||
         c == 0xB7 || c == 0xBB || c == 0x20AC || c == 0x2122 || c == 0x201E || c == 0x2030;
}

/// Share of the letters outside ASCII that the language writes, less what cannot be text; 0 to 1, plus a little for
/// certainty of the language.
double judge(const std::string& utf8) {
  const LanguageGuess guess = identify_language(utf8);
  const USet* letters = guess.language.undetermined() ? nullptr : exemplars(guess.language.language().str());
  std::size_t good = 0, bad = 0;
  const auto size = static_cast<int32_t>(utf8.size());
  UChar32 previous = ' ';
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(utf8.data(), i, size, c);
    if (c >= 0x80) {
      const bool control = c < 0xA0 || c == 0xFFFD;
      const bool own = letters && uset_contains(letters, u_tolower(c));
      // A capital inside a small word is no letter of this word: the code page is another one.
      const bool odd_capital = u_isUUppercase(c) && u_islower(previous);
      if (control) {
        bad += 4;
      } else if (own && !odd_capital) {
        ++good;
      } else if (is_typographic(c)) {
        good += u_isalpha(previous) && c != 0xA0 && c < 0x2010 ? 0 : 1;
      } else {
        bad += u_isalpha(c) ? 1 : 2;
      }
    }
    previous = c;
  }
  if (good + bad == 0) return 0.5;
  return static_cast<double>(good) / static_cast<double>(good + bad) + (guess.reliable ? 0.2 : 0) +
         0.1 * guess.confidence;
}

DecodedText text_as(std::string_view utf8, std::string encoding, bool guessed) {
  DecodedText decoded;
  decoded.utf8 = clean_text(utf8);
  decoded.encoding = std::move(encoding);
  decoded.guessed = guessed;
  return decoded;
}

/// Byte offsets of ill-formed pieces, counted all, kept up to kMostOffsets.
std::size_t bad_pieces(std::string_view bytes, std::vector<std::uint64_t>& offsets) {
  std::size_t count = 0;
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), i, size, c);
    if (c >= 0) continue;
    if (offsets.size() < kMostOffsets) offsets.push_back(static_cast<std::uint64_t>(begin));
    ++count;
  }
  return count;
}

std::size_t multibyte_characters(std::string_view bytes) {
  std::size_t count = 0;
  for (const char c : bytes) count += static_cast<unsigned char>(c) >= 0xC2 && static_cast<unsigned char>(c) <= 0xF4;
  return count;
}

/// UTF-16 without a BOM: text of European languages has a zero in every other byte. Returns the encoding's name or
/// null.
const char* utf16_without_bom(std::string_view bytes) {
  if (bytes.size() < 8 || bytes.size() % 2 != 0) return nullptr;
  std::size_t even = 0, odd = 0;
  const std::size_t size = std::min(bytes.size(), kSample) & ~std::size_t{1};
  for (std::size_t i = 0; i < size; i += 2) {
    even += bytes[i] == '\0';
    odd += bytes[i + 1] == '\0';
  }
  const std::size_t units = size / 2;
  if (odd * 10 > units * 6 && even * 20 < units) return "UTF-16LE";
  if (even * 10 > units * 6 && odd * 20 < units) return "UTF-16BE";
  return nullptr;
}

bool looks_binary(std::string_view bytes) {
  for (const std::string_view magic :
       {std::string_view("\x89PNG"),
        std::string_view("\x7F"
                         "ELF"),
        std::string_view("\x1F\x8B"), std::string_view("PK\x03\x04"), std::string_view("%PDF-"),
        std::string_view("\xFF\xD8\xFF"), std::string_view("GIF8"), std::string_view("\xD0\xCF\x11\xE0")}) {
    if (bytes.starts_with(magic)) return true;
  }
  const std::string_view sample = bytes.substr(0, kSample);
  if (sample.find('\0') != sample.npos) return true;
  std::size_t controls = 0;
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    controls += byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0x1B;
  }
  return controls * 50 > sample.size();
}

DecodedText guess(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  const char* best = "windows-1252";
  double best_score = -1;
  for (const char* candidate : kCandidates) {
    const auto utf8 = decode_as(candidate, sample);
    if (!utf8) continue;
    const double score = judge(*utf8);
    if (score > best_score + 1e-9) {
      best = candidate;
      best_score = score;
    }
  }
  return text_as(decode_as(best, bytes).value_or(std::string()), best, true);
}

}  // namespace

DecodedText decode_text(std::string_view bytes, const DecodeOptions& options) {
  if (options.encoding) {
    const auto utf8 = decode_as(options.encoding->c_str(), bytes);
    if (!utf8) throw Error(ErrorKind::usage, "'" + *options.encoding + "' is not an encoding this program knows");
    return text_as(*utf8, *options.encoding, false);
  }
  struct Mark {
    std::string_view bytes;
    const char* encoding;
  };
  for (const Mark& mark :
       {Mark{"\xEF\xBB\xBF", "UTF-8"}, Mark{{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, Mark{{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
        Mark{"\xFF\xFE", "UTF-16LE"}, Mark{"\xFE\xFF", "UTF-16BE"}}) {
    if (!bytes.starts_with(mark.bytes)) continue;
    const std::string_view rest = bytes.substr(mark.bytes.size());
    if (std::string_view(mark.encoding) == "UTF-8") {
      bytes = rest;
      break;
    }
    return text_as(decode_as(mark.encoding, rest).value_or(std::string()), mark.encoding, false);
  }
  if (const char* utf16 = utf16_without_bom(bytes))
    return text_as(decode_as(utf16, bytes).value_or(std::string()), utf16, true);
  if (looks_binary(bytes)) {
    DecodedText decoded;
    decoded.binary = true;
    return decoded;
  }
  if (is_valid_utf8(bytes)) return text_as(bytes, "UTF-8", false);
  std::vector<std::uint64_t> offsets;
  const std::size_t bad = bad_pieces(bytes, offsets);
  // A few bad bytes in a text full of good sequences are damage, not another encoding.
  if (const std::size_t good = multibyte_characters(bytes);
      good > 4 * bad || (good > bad && bytes.size() > 2000 * bad)) {
    DecodedText decoded = text_as(replace_invalid_utf8(bytes), "UTF-8", false);
    decoded.bad_offsets = std::move(offsets);
    return decoded;
  }
  if (options.declared) {
    if (const auto utf8 = decode_as(options.declared->c_str(), bytes);
        utf8 && utf8->find("\xEF\xBF\xBD") == utf8->npos && utf8->find("\xC2\x81") == utf8->npos) {
      return text_as(*utf8, *options.declared, true);
    }
  }
  return guess(bytes);
}

}  // namespace termknit
