// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/letter_case.h"

#include <algorithm>

#include "language/text.h"

namespace termknit {

bool is_capitalised(std::string_view form) {
  return !form.empty() && to_lower(form.substr(0, std::min<std::size_t>(form.size(), 4))) !=
                              form.substr(0, std::min<std::size_t>(form.size(), 4));
}

bool is_all_capitals(const std::string& form) {
  return code_points(form) > 1 && to_lower(form) != form && [&] {
    const std::string lower = to_lower(form);
    // Every letter changed: no small letter in it.
    std::size_t same = 0;
    for (std::size_t i = 0; i < form.size() && i < lower.size(); ++i) same += form[i] == lower[i];
    return lower.size() == form.size() ? same == 0 || to_lower(form.substr(1)) != form.substr(1) : false;
  }();
}

std::size_t first_letter_bytes(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

LetterCase letter_case_of(std::string_view word, std::string_view lower) {
  if (word == lower) return LetterCase::small;
  const std::size_t first = first_letter_bytes(word);
  if (word.substr(first) == lower.substr(first)) return LetterCase::capital;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t size = first_letter_bytes(word.substr(at));
    const bool is_letter = size > 1 || (lower[at] >= 'a' && lower[at] <= 'z');
    if (is_letter && word.substr(at, size) == lower.substr(at, size)) return LetterCase::mixed;
    at += size;
  }
  return LetterCase::all_capitals;
}

}  // namespace termknit
