// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/word_shape.h"

#include <string>

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kShortestCell = 4;  // letters

enum class Letter { none, capital, small, digit };

Letter letter_class(std::string_view code_point) {
  const char c = code_point.front();
  if (c >= '0' && c <= '9') return Letter::digit;
  if (c >= 'A' && c <= 'Z') return Letter::capital;
  if (c >= 'a' && c <= 'z') return Letter::small;
  if (static_cast<unsigned char>(c) < 0x80) return Letter::none;
  if (to_lower(code_point) != code_point) return Letter::capital;
  return Letter::small;
}

}  // namespace

WordShape word_shape(std::string_view form, bool known) {
  WordShape shape;
  std::size_t capitals = 0, small = 0, digits = 0, joints = 0;
  std::size_t letters_before_joint = 0;
  bool figure_between_letters = false;
  Letter before = Letter::none, before_figures = Letter::none;
  for (std::size_t at = 0; at < form.size();) {
    std::size_t end = at + 1;
    while (end < form.size() && (static_cast<unsigned char>(form[end]) & 0xC0) == 0x80) ++end;
    const Letter letter = letter_class(form.substr(at, end - at));
    if (at == 0) shape.capital = letter == Letter::capital;
    capitals += letter == Letter::capital;
    small += letter == Letter::small;
    digits += letter == Letter::digit;
    if (before == Letter::small && letter == Letter::capital) {
      ++joints;
      letters_before_joint = capitals + small - 1;
    }
    shape.acronym |= before == Letter::capital && letter == Letter::capital;
    if (letter == Letter::digit && before != Letter::digit) before_figures = before;
    figure_between_letters |= before == Letter::digit && before_figures == Letter::small && letter == Letter::small;
    before = letter;
    at = end;
  }
  const std::size_t letters = capitals + small;
  // "crimina1", "wi11": l and o read as figures; "type2" and "CO2" are none of these.
  const bool misread = capitals == 0 && small >= 2 && digits > 0 && before == Letter::digit && !known &&
                       form.find_first_of("23456789") == std::string_view::npos;
  shape.all_capitals = capitals >= 2 && small == 0;
  shape.run_together =
      joints == 1 && letters_before_joint >= kShortestCell && letters - letters_before_joint >= kShortestCell && !known;
  shape.symbol = misread || form.find('_') != std::string_view::npos || (letters <= 3 && mixes_scripts(form)) ||
                 joints >= 2 || (digits > 0 && letters <= 1) || (digits > letters && letters < 3) ||
                 (figure_between_letters && letters >= 3) ||
                 (letters <= 2 && digits == 0 && !known && !shape.all_capitals);
  return shape;
}

}  // namespace termknit
