// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An article: the clean text of one file with its blocks and their languages, as the index stores it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/byte_range.h"
#include "language/language_tag.h"

namespace termknit {

enum class BlockKind : std::uint8_t { title, heading, paragraph, list_item, table_cell, caption };

/// A paragraph-like piece of an article.
struct ArticleBlock {
  BlockKind kind = BlockKind::paragraph;
  ByteRange range{};       ///< bytes in the article's text
  LanguageTag language{};  ///< "und" for numbers, URLs, code
  /// Menus, forms, comments, captions, or text repeated within the article: searched, but neither ranked nor mined for
  /// terms.
  bool boilerplate = false;
  bool repeated = false;  ///< in three articles or more (indexer/repeated_blocks.h)
  /// Counted when the article's terms are made (indexer/posting_list.h); they say which positions are the block's.
  std::uint32_t words = 0, sentences = 0;
  bool operator==(const ArticleBlock&) const = default;
};

struct Article {
  std::string path{};  ///< as given, relative to the folder that holds `.termknit/`; valid UTF-8, other bytes as %XX
  std::string title{};
  LanguageTag language{};
  std::string text{};                  ///< UTF-8, NFC; blocks joined by blank lines
  std::vector<ArticleBlock> blocks{};  ///< ascending, never overlapping
  std::string encoding{};
  bool encoding_guessed = false;
  bool all_text = false;           ///< read with --all-text: no block is boilerplate or repeated
  std::uint64_t size = 0;          ///< bytes of the file
  std::int64_t modified_ns = 0;    ///< nanoseconds since 1970
  std::uint64_t content_hash = 0;  ///< of the file's bytes
  bool operator==(const Article&) const = default;
};

}  // namespace termknit
