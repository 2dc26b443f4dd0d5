// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/word_scan.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "language/text.h"

namespace termknit {
namespace {

constexpr UChar32 kKnownEnd = 0x2C00;  // alphabets of Europe, punctuation, symbols

struct Letter {
  // `part` of a row; a `joint` holds what is on both sides of it together, `glue` also what is on one.
  enum Kind : std::uint8_t { unknown, gap, joint, glue, part, strange };
  static constexpr std::size_t kMost = 6;
  Kind kind = unknown;
  std::uint8_t size = 0;
  std::array<char, kMost> folded{};
};

/// What a character is in words, before it is folded.
Letter::Kind kind_of(UChar32 c) {
  if (c == '@') return Letter::joint;  // a letter in some versions of ICU
  if (c >= kKnownEnd || u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return Letter::strange;
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
    case U_WB_NUMERIC:
      return Letter::part;
    case U_WB_EXTENDNUMLET:
      return Letter::glue;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
    case U_WB_MIDNUM:
    case U_WB_MIDLETTER:
      return Letter::joint;
    case U_WB_OTHER:
      return c == '-' || c == 0x2010 || c == 0x2011 ? Letter::joint : Letter::gap;
    case U_WB_CR:
    case U_WB_LF:
    case U_WB_NEWLINE:
    case U_WB_DOUBLE_QUOTE:
    case U_WB_WSEGSPACE:
      return Letter::gap;
    default:
      return Letter::strange;
  }
}

/// Strange is also what is folded to something of another kind, to nothing, or to what may melt into its neighbours. A
/// gap is in no word.
Letter letter_of(UChar32 c, std::string_view utf8) {
  Letter letter{.kind = kind_of(c)};
  if (letter.kind == Letter::strange || letter.kind == Letter::gap) return letter;
  const std::string folded = fold(utf8);
  const auto size = static_cast<int32_t>(folded.size());
  bool plain = !folded.empty() && folded.size() <= Letter::kMost;
  for (int32_t at = 0; at < size && plain;) {
    UChar32 f = 0;
    U8_NEXT_OR_FFFD(folded.data(), at, size, f);
    plain = (kind_of(f) == Letter::part) == (letter.kind == Letter::part) && kind_of(f) != Letter::strange &&
            u_getIntPropertyValue(f, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
  }
  if (!plain) return {.kind = Letter::strange};
  letter.size = static_cast<std::uint8_t>(folded.size());
  std::copy(folded.begin(), folded.end(), letter.folded.begin());
  return letter;
}

/// Of ASCII: what a letter or digit is folded to, else 0.
constexpr std::array<char, 128> kAscii = [] {
  std::array<char, 128> folded{};
  for (char c = '0'; c <= '9'; ++c) folded[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    folded[static_cast<std::size_t>(c)] = c;
    folded[static_cast<std::size_t>(c - 'a' + 'A')] = c;
  }
  return folded;
}();

/// Looked up at the first meeting: a text has few of them, and all would take a millisecond.
class Letters {
 public:
  /// Takes the character at `at`.
  const Letter& take(std::string_view text, std::size_t& at) {
    auto next = static_cast<int32_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), next, static_cast<int32_t>(text.size()), c);
    const std::string_view utf8 = text.substr(at, static_cast<std::size_t>(next) - at);
    at = static_cast<std::size_t>(next);
    if (c >= kKnownEnd) return strange_;
    Letter& letter = letters_[static_cast<std::size_t>(c)];
    if (letter.kind == Letter::unknown) letter = letter_of(c, utf8);
    return letter;
  }

 private:
  std::array<Letter, kKnownEnd> letters_{};
  Letter strange_{.kind = Letter::strange};
};

Letters& letters() {
  static thread_local const auto kLetters = std::make_unique<Letters>();
  return *kLetters;
}

class Hash {
 public:
  void add(char byte) { value_ = (value_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3U; }
  std::uint64_t value() const { return value_ ^ value_ >> 32; }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

constexpr std::size_t kLongestWord = 80;  // a longer one may be cut in the index

/// The row that `text` begins with, folded.
std::string take_row(std::string_view text, std::size_t& at) {
  std::string row;
  for (std::size_t next = at; next < text.size(); at = next) {
    const Letter& letter = letters().take(text, next);
    if (letter.kind != Letter::part) break;
    row.append(letter.folded.data(), letter.size);
  }
  return row;
}

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

std::uint64_t hash_of(std::string_view row) {
  Hash hash;
  for (const char byte : row) hash.add(byte);
  return hash.value();
}

Letter::Kind kind_at(std::string_view text, std::size_t& at) {
  return at < text.size() ? letters().take(text, at).kind : Letter::gap;
}

/// Goes back to the character before `at`.
Letter::Kind kind_before(std::string_view text, std::size_t& at) {
  if (at == 0) return Letter::gap;
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  std::size_t next = at;
  return kind_at(text, next);
}

bool holds_nothing(Letter::Kind beside, Letter::Kind beyond) {
  return beside == Letter::gap || (beside == Letter::joint && (beyond == Letter::gap || beyond == Letter::joint));
}

/// Nothing holds the row together with what stands beside it.
bool stands_alone(std::string_view text, ByteRange row) {
  std::size_t before = row.begin, after = row.end;
  const Letter::Kind left = kind_before(text, before), right = kind_at(text, after);
  return holds_nothing(left, kind_before(text, before)) && holds_nothing(right, kind_at(text, after));
}

/// Addresses are passed over when texts are split.
bool may_have_address(std::string_view text) {
  return text.find('@') != text.npos || text.find("://") != text.npos || text.find("www.") != text.npos ||
         text.find("doi:") != text.npos;
}

}  // namespace

std::size_t WordScan::add(std::string_view folded) {
  std::size_t begin = 0;
  Letter::Kind kind = Letter::gap;
  for (std::size_t next = 0; next < folded.size() && kind != Letter::part;) {
    begin = next;
    kind = letters().take(folded, next).kind;
    if (kind == Letter::strange) return kNone;
  }
  std::size_t end = begin;
  const std::string row = kind == Letter::part ? take_row(folded, end) : std::string();
  if (row.empty() || folded.size() > kLongestWord) any_ = true;
  if (row.empty()) return kNone;
  const bool is_word = begin == 0 && end == folded.size();
  const std::uint64_t hash = hash_of(row);
  std::size_t number = row_of(hash);
  if (number == kNone) {
    number = rows_.size();
    rows_.push_back({hash, is_word});
    const unsigned first = byte_at(row, 0), second = byte_at(row, 1);
    begins_[(first << 8U | second) >> 6U] |= std::uint64_t{1} << (second & 63U);
    grow();
  }
  rows_[number].is_word = rows_[number].is_word && is_word;
  return number;
}

std::size_t WordScan::row_of(std::uint64_t hash) const {
  const std::size_t mask = places_.size() - 1;
  for (std::size_t place = hash & mask; places_[place] != 0; place = (place + 1) & mask) {
    if (rows_[places_[place] - 1].hash == hash) return places_[place] - 1;
  }
  return kNone;
}

/// Takes in the last row.
void WordScan::grow() {
  const bool full = 2 * rows_.size() > places_.size();
  if (full) places_.assign(2 * places_.size(), 0);
  const std::size_t mask = places_.size() - 1;
  for (std::size_t number = full ? 0 : rows_.size() - 1; number < rows_.size(); ++number) {
    std::size_t place = rows_[number].hash & mask;
    while (places_[place] != 0) place = (place + 1) & mask;
    places_[place] = static_cast<std::uint32_t>(number + 1);
  }
}

bool WordScan::find(std::string_view text, std::vector<Found>& found) const {
  found.clear();
  if (any_) return false;
  Letters& known = letters();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto byte = static_cast<unsigned char>(text[at]);
    // The first two bytes of the row, folded.
    std::array<unsigned char, 2> first{};
    if (byte < 0x80) {
      ++at;
      first[0] = static_cast<unsigned char>(kAscii[byte]);
      if (first[0] == 0) continue;
      const unsigned char second = byte_at(text, at);
      if (second < 0x80) {
        first[1] = static_cast<unsigned char>(kAscii[second]);
      } else {
        std::size_t next = at;
        const Letter& letter = known.take(text, next);
        if (letter.kind == Letter::part) first[1] = static_cast<unsigned char>(letter.folded[0]);
      }
    } else {
      const Letter& letter = known.take(text, at);
      if (letter.kind == Letter::strange) return false;
      if (letter.kind != Letter::part) continue;
      first[0] = static_cast<unsigned char>(letter.folded[0]);
      if (letter.size > 1) {
        first[1] = static_cast<unsigned char>(letter.folded[1]);
      } else if (std::size_t next = at; next < text.size()) {
        const Letter& second = known.take(text, next);
        if (second.kind == Letter::part) first[1] = static_cast<unsigned char>(second.folded[0]);
      }
    }
    const bool candidate = may_begin(first[0], first[1]);
    // To the end of the row.
    while (at < text.size()) {
      const auto here = static_cast<unsigned char>(text[at]);
      if (here < 0x80) {
        if (kAscii[here] == 0) break;
        ++at;
        continue;
      }
      std::size_t next = at;
      const Letter& letter = known.take(text, next);
      if (letter.kind == Letter::strange) return false;
      if (letter.kind != Letter::part) break;
      at = next;
    }
    if (!candidate) continue;
    std::size_t end = begin;
    const std::size_t row = row_of(hash_of(take_row(text, end)));
    if (row == kNone) continue;
    const ByteRange range{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    found.push_back({row, range, rows_[row].is_word && stands_alone(text, range)});
  }
  if (!found.empty() && may_have_address(text)) {
    for (Found& one : found) one.whole = false;
  }
  return true;
}

}  // namespace termknit
