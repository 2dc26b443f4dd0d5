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

}  // namespace termknit
