// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_scan.h"

#include <algorithm>
#include <array>
#include <bit>
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

constexpr std::size_t kLongestWord = 80;  // a longer one may be cut in the index

/// A row, folded.
struct TakenRow {
  std::uint64_t hash = 0xCBF29CE484222325U;
  std::uint32_t beginning = 0;  // five bits of each of the first three bytes
  std::size_t size = 0;         // bytes
};

constexpr std::size_t kBeginning = 3, kBits = 5;

constexpr std::uint32_t with_byte(std::uint32_t beginning, unsigned char byte) {
  return beginning << kBits | (byte & ((1U << kBits) - 1));
}

/// Takes the row that begins at `at`, or only its beginning.
TakenRow take_row(std::string_view text, std::size_t& at, bool whole = true) {
  TakenRow row;
  const auto add = [&](char folded) {
    const auto byte = static_cast<unsigned char>(folded);
    row.hash = (row.hash ^ byte) * 0x100000001B3U;
    if (++row.size <= kBeginning) row.beginning = with_byte(row.beginning, byte);
  };
  while (at < text.size() && (whole || row.size < kBeginning)) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      if (kAscii[byte] == 0) break;
      add(kAscii[byte]);
      ++at;
      continue;
    }
    std::size_t next = at;
    const Letter& letter = letters().take(text, next);
    if (letter.kind != Letter::part) break;
    for (std::size_t i = 0; i < letter.size; ++i) add(letter.folded[i]);
    at = next;
  }
  for (std::size_t size = row.size; size < kBeginning; ++size) row.beginning = with_byte(row.beginning, 0);
  row.hash ^= row.hash >> 32U;
  return row;
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

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// Addresses are passed over when texts are split: what stands between blanks may be one.
bool may_be_in_address(std::string_view text, ByteRange row) {
  std::size_t begin = row.begin, end = row.end;
  while (begin > 0 && !is_blank(text[begin - 1])) --begin;
  while (end < text.size() && !is_blank(text[end])) ++end;
  const std::string_view chunk = text.substr(begin, end - begin);
  return chunk.find('@') != chunk.npos || chunk.find("://") != chunk.npos || chunk.starts_with("www.") ||
         chunk.starts_with("doi:");
}

/// Given what stands beside a row and beyond that.
WordScan::Stands stands(Letter::Kind beside, bool hyphen, Letter::Kind beyond) {
  using enum WordScan::Stands;
  if (beside == Letter::gap) return alone;
  if (beside == Letter::glue) return joined;
  if (beside != Letter::joint) return unsure;
  if (beyond == Letter::gap || beyond == Letter::joint) return alone;
  return hyphen && beyond == Letter::part ? joined : unsure;
}

WordScan::Stands stands(std::string_view text, ByteRange row) {
  using enum WordScan::Stands;
  if (may_be_in_address(text, row)) return unsure;
  std::size_t before = row.begin, after = row.end;
  const Letter::Kind left = kind_before(text, before), right = kind_at(text, after);
  const bool left_hyphen = row.begin > 0 && text[row.begin - 1] == '-';
  const bool right_hyphen = row.end < text.size() && text[row.end] == '-';
  const WordScan::Stands at_left = stands(left, left_hyphen, kind_before(text, before));
  const WordScan::Stands at_right = stands(right, right_hyphen, kind_at(text, after));
  if (at_left == unsure || at_right == unsure) return unsure;
  return at_left == alone && at_right == alone ? alone : joined;
}

/// What with_byte() takes of an ASCII letter or digit; of all others of ASCII, nothing.
constexpr std::uint8_t kNotAscii = 0x80;
constexpr std::array<std::uint8_t, 256> kBeginningBits = [] {
  std::array<std::uint8_t, 256> bits{};
  bits.fill(kNotAscii);
  for (std::size_t byte = 0; byte < kAscii.size(); ++byte)
    bits[byte] = static_cast<std::uint8_t>(with_byte(0, static_cast<unsigned char>(kAscii[byte])));
  return bits;
}();

/// Of bytes: whether one may be in a row, and whether it begins a character of several.
enum ByteClass : std::uint8_t { kInRow = 1, kLeads = 2 };
constexpr std::array<std::uint8_t, 256> kByteClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t byte = 0; byte < 256; ++byte)
    classes[byte] = byte < 0x80 ? (kAscii[byte] ? kInRow : 0) : byte < 0xC0 ? kInRow : kInRow | kLeads;
  return classes;
}();

}  // namespace

WordScan::Added WordScan::add(std::string_view folded) {
  std::size_t begin = 0;
  Letter::Kind kind = Letter::gap;
  for (std::size_t next = 0; next < folded.size() && kind != Letter::part;) {
    begin = next;
    kind = letters().take(folded, next).kind;
    if (kind == Letter::strange) return {};
  }
  if (kind != Letter::part || folded.size() > kLongestWord) any_ = true;
  if (kind != Letter::part) return {};
  std::size_t end = begin;
  const TakenRow row = take_row(folded, end);
  const bool is_word = begin == 0 && end == folded.size();
  if (const std::size_t known = row_of(row.hash); known != kNone) return {known, is_word};
  hashes_.push_back(row.hash);
  begins_[row.beginning >> 6U] |= std::uint64_t{1} << (row.beginning & 63U);
  grow();
  return {hashes_.size() - 1, is_word};
}

std::size_t WordScan::row_of(std::uint64_t hash) const {
  const std::size_t mask = places_.size() - 1;
  for (std::size_t place = hash & mask; places_[place] != 0; place = (place + 1) & mask) {
    if (hashes_[places_[place] - 1] == hash) return places_[place] - 1;
  }
  return kNone;
}

/// Takes in the last row.
void WordScan::grow() {
  const bool full = 2 * hashes_.size() > places_.size();
  if (full) places_.assign(2 * places_.size(), 0);
  const std::size_t mask = places_.size() - 1;
  for (std::size_t number = full ? 0 : hashes_.size() - 1; number < hashes_.size(); ++number) {
    std::size_t place = hashes_[number] & mask;
    while (places_[place] != 0) place = (place + 1) & mask;
    places_[place] = static_cast<std::uint32_t>(number + 1);
  }
}

bool WordScan::may_begin(std::string_view text, std::size_t at) const {
  const auto bits = [&](std::size_t i) -> std::uint32_t {
    return at + i < text.size() ? kBeginningBits[static_cast<unsigned char>(text[at + i])] : 0;
  };
  const std::uint32_t first = bits(0), second = bits(1), third = second == 0 ? 0 : bits(2);  // 0: after the row
  std::uint32_t beginning = first << 2 * kBits | second << kBits | third;
  if (((first | second | third) & kNotAscii) != 0) beginning = take_row(text, at, false).beginning;
  return (begins_[beginning >> 6U] >> (beginning & 63U) & 1U) != 0;
}

void WordScan::add_found(std::string_view text, std::size_t at, std::vector<Found>& found) const {
  std::size_t end = at;
  const std::size_t row = row_of(take_row(text, end).hash);
  if (row == kNone) return;
  const ByteRange range{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
  found.push_back({row, range, stands(text, range)});
}

/// 64 bytes at a time, one bit for each: where rows begin is told without a branch for each letter.
bool WordScan::find(std::string_view text, std::vector<Found>& found) const {
  found.clear();
  if (any_) return false;
  Letters& known = letters();
  constexpr std::size_t kBytes = 64;
  std::uint64_t before = 0;  // whether the last byte is in a row
  std::size_t over = 0;      // bytes of a gap that reaches beyond its 64
  for (std::size_t begin = 0; begin < text.size(); begin += kBytes) {
    const std::size_t size = std::min(kBytes, text.size() - begin);
    std::uint64_t in_row = 0, leads = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint64_t byte_class = kByteClasses[static_cast<unsigned char>(text[begin + i])];
      in_row |= (byte_class & kInRow) << i;
      leads |= byte_class >> 1U << i;
    }
    in_row &= ~((std::uint64_t{1} << over) - 1);
    over = 0;
    for (; leads != 0; leads &= leads - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(leads));
      std::size_t next = begin + bit;
      const Letter& letter = known.take(text, next);
      if (letter.kind == Letter::strange) return false;
      if (letter.kind == Letter::part) continue;
      const std::size_t length = next - begin - bit;
      in_row &= ~(((std::uint64_t{1} << length) - 1) << bit);
      over = bit + length > kBytes ? bit + length - kBytes : 0;
    }
    std::uint64_t starts = in_row & ~(in_row << 1U | before);
    before = in_row >> (kBytes - 1);
    for (; starts != 0; starts &= starts - 1) {
      const std::size_t at = begin + static_cast<std::size_t>(std::countr_zero(starts));
      if (may_begin(text, at)) add_found(text, at, found);
    }
  }
  return true;
}

}  // namespace termknit
