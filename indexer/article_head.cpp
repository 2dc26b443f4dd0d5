// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_head.h"

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestTitle = 200;

/// What stands before the next zero byte, which no path holds and which sorts before everything that a path holds.
std::string_view take(std::string_view& rest) {
  const std::size_t end = rest.find('\0');
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  return taken;
}

}  // namespace

std::string format_head(const ArticleHead& head) {
  std::string value = head.path;
  (value += '\0') += head.language.str();
  (value += '\0') += truncate_at_code_point(head.title, kLongestTitle);
  return value;
}

ArticleHead parse_head(std::string_view value) {
  ArticleHead head;
  head.path = take(value);
  head.language = LanguageTag::try_parse(take(value)).value_or(LanguageTag());
  head.title = value;
  return head;
}

std::string_view path_of_head(std::string_view value) {
  return take(value);
}

}  // namespace termknit
