// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "language/language_tag.h"

namespace termknit {

/// What a list of articles shows, in one value of the index, so that a hit costs one look-up.
struct ArticleHead {
  std::string path{};
  LanguageTag language{};
  std::string title{};  ///< its beginning, if it is very long
  bool operator==(const ArticleHead&) const = default;
};

/// Sorts as the path does. `parse_head(format_head(head)) == head` if path and title hold no zero byte.
std::string format_head(const ArticleHead& head);
ArticleHead parse_head(std::string_view value);
/// The path alone.
std::string_view path_of_head(std::string_view value);

}  // namespace termknit
