// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/simple_breaks.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace termknit {
namespace {

constexpr UChar32 kKnownEnd = 0x2C00;  // alphabets of Europe, punctuation, symbols; what follows goes to ICU

enum Word : std::uint8_t { other, letter, digit, low_line, between_any, between_digits, between_letters, unknown_word };
enum Sentence : std::uint8_t {
  plain,
  lower,
  upper,
  other_letter,
  numeral,
  full_stop,
  terminator,
  close,
  blank,
  more,
  line_end,
  unknown_sentence
};

Word word_class(UChar32 c) {
  if (c == '@') return unknown_word;  // a letter in some versions of ICU
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
      return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ? unknown_word : letter;
    case U_WB_NUMERIC:
      return digit;
    case U_WB_EXTENDNUMLET:
      return low_line;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return between_any;
    case U_WB_MIDNUM:
      return between_digits;
    case U_WB_MIDLETTER:
      return between_letters;
    case U_WB_OTHER:
      return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ? unknown_word : other;
    case U_WB_CR:
    case U_WB_LF:
    case U_WB_NEWLINE:
    case U_WB_DOUBLE_QUOTE:
    case U_WB_WSEGSPACE:
      return other;
    default:
      return unknown_word;
  }
}

Sentence sentence_class(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
    case U_SB_OTHER:
      return plain;
    case U_SB_LOWER:
      return lower;
    case U_SB_UPPER:
      return upper;
    case U_SB_OLETTER:
      return other_letter;
    case U_SB_NUMERIC:
      return numeral;
    case U_SB_ATERM:
      return full_stop;
    case U_SB_STERM:
      return terminator;
    case U_SB_CLOSE:
      return close;
    case U_SB_SP:
      return blank;
    case U_SB_SCONTINUE:
      return more;
    case U_SB_LF:
      return line_end;
    default:
      return unknown_sentence;
  }
}

struct Classes {
  std::array<std::uint8_t, kKnownEnd> word{}, sentence{};

  Classes() {
    for (UChar32 c = 0; c < kKnownEnd; ++c) {
      word[static_cast<std::size_t>(c)] = word_class(c);
      sentence[static_cast<std::size_t>(c)] = sentence_class(c);
    }
  }
};

bool ends_sentence(std::uint8_t sentence) {
  return sentence == full_stop || sentence == terminator;
}

}  // namespace

bool SimpleBreaks::classify(std::string_view text) {
  static const Classes classes;
  offsets_.resize(text.size() + 1);
  word_classes_.resize(text.size() + 1);
  sentence_classes_.resize(text.size() + 1);
  std::size_t count = 0;
  const auto add = [&](std::size_t offset, std::uint8_t word, std::uint8_t sentence) {
    offsets_[count] = static_cast<std::uint32_t>(offset);
    word_classes_[count] = word;
    sentence_classes_[count] = sentence;
    ++count;
  };
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    const auto offset = static_cast<std::size_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, size, c);
    if (c >= kKnownEnd) return false;
    const auto index = static_cast<std::size_t>(c);
    if (classes.word[index] == unknown_word || classes.sentence[index] == unknown_sentence) return false;
    add(offset, classes.word[index], classes.sentence[index]);
  }
  add(text.size(), other, plain);
  offsets_.resize(count);
  word_classes_.resize(count);
  sentence_classes_.resize(count);
  return true;
}

bool SimpleBreaks::find_words(std::vector<ByteRange>& words) const {
  const std::size_t size = word_classes_.size() - 1;
  for (std::size_t at = 0; at < size;) {
    const std::size_t begin = at;
    std::uint8_t last = word_classes_[at++];
    if (last != letter && last != digit && last != low_line) continue;
    for (; at < size; ++at) {
      const std::uint8_t here = word_classes_[at], next = word_classes_[at + 1];
      if (here == letter || here == digit || here == low_line) {
        last = here;
      } else if (here == between_letters && last == letter && next == letter) {
        return false;  // Finnish and Swedish have a colon in words, others do not
      } else if ((here == between_any && last == letter && next == letter) ||
                 ((here == between_any || here == between_digits) && last == digit && next == digit)) {
        last = next;
        ++at;
      } else {
        break;
      }
    }
    const bool only_line = at == begin + 1 && last == low_line;
    if (!only_line) words.push_back({offsets_[begin], offsets_[at]});
  }
  return true;
}

/// Where the next sentence begins if one ends with the mark at `at`; `at` itself if none does.
std::size_t SimpleBreaks::after_terminator(std::size_t at) const {
  const auto& classes = sentence_classes_;
  const std::size_t size = classes.size() - 1;
  const bool is_stop = classes[at] == full_stop;
  const std::uint8_t before = at == 0 ? std::uint8_t{plain} : classes[at - 1];
  std::size_t after = at + 1;
  if (is_stop && after < size &&
      (classes[after] == numeral || (classes[after] == upper && (before == upper || before == lower))))
    return at;
  while (after < size && classes[after] == close) ++after;
  while (after < size && classes[after] == blank) ++after;
  if (after < size && (classes[after] == more || ends_sentence(classes[after]))) return at;
  if (is_stop) {
    std::size_t ahead = after;  // "e.g. (2) that": a small letter goes on with the sentence
    while (ahead < size && classes[ahead] != other_letter && classes[ahead] != upper && classes[ahead] != lower &&
           classes[ahead] != line_end && !ends_sentence(classes[ahead]))
      ++ahead;
    if (ahead < size && classes[ahead] == lower) return at;
  }
  return after < size && classes[after] == line_end ? after + 1 : after;
}

void SimpleBreaks::find_sentences(std::vector<std::uint32_t>& starts) const {
  const std::size_t size = sentence_classes_.size() - 1;
  for (std::size_t at = 0; at < size;) {
    const std::uint8_t here = sentence_classes_[at];
    std::size_t after = at;
    if (here == line_end) {
      after = at + 1;
    } else if (ends_sentence(here)) {
      after = after_terminator(at);
    }
    if (after > at && after < size) starts.push_back(offsets_[after]);
    at = std::max(after, at + 1);
  }
}

bool SimpleBreaks::find(std::string_view text, TextBreaks& breaks) {
  breaks.words.clear();
  breaks.sentences.assign(1, 0);
  if (!classify(text) || !find_words(breaks.words)) return false;
  find_sentences(breaks.sentences);
  return true;
}

}  // namespace termknit
