// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The query language of `search` and `concordance`: words, "phrases", prefix*, lang:de, title:word, path:glob, AND OR
// NOT and - , NEAR/n, parentheses. User text never meets Xapian's own parser: this one has limits and says where an
// error is. docs/query-syntax.md.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/language_tag.h"

namespace termknit {

struct QueryNode {
  enum class Kind : std::uint8_t { word, phrase, prefix, language, title, path, all_of, any_of, not_of, near };
  Kind kind = Kind::word;
  std::string text{};                ///< the word, the prefix without its star, the code, the path
  std::vector<std::string> words{};  ///< of a phrase or a title; one that ends in a star is a prefix
  std::uint32_t distance = 0;        ///< of NEAR, in words
  std::size_t at = 0;                ///< byte of the query where it begins
  LanguageTag language{};            ///< the one to analyse it in; undetermined: those of the search
  std::vector<QueryNode> children{};
  bool operator==(const QueryNode&) const = default;
};

/// Parses a query. Adjacent words mean AND. Throws Error(usage) with the byte of the problem in `place().column` (from
/// 1) for an empty query, an unclosed quotation mark or parenthesis, an operator without operand, more than 1,000
/// characters or 64 words, or text that is not UTF-8.
QueryNode parse_query(std::string_view text);

/// The query as understood, fully bracketed: for --explain and tests.
std::string to_string(const QueryNode& node);

}  // namespace termknit
