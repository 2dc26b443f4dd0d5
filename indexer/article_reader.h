// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Readers: pure functions from bytes to blocks of text, one per format, so that they can run in a worker process.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "indexer/article.h"

namespace termknit {

enum class ArticleFormat { text, markdown, html };

/// A block before its place in the article's text is known.
struct ReadBlock {
  BlockKind kind = BlockKind::paragraph;
  std::string text{};  ///< clean, white space folded, not empty
  bool boilerplate = false;
  bool operator==(const ReadBlock&) const = default;
};

struct ReadArticle {
  std::string title{};  ///< empty if the file names none
  std::vector<ReadBlock> blocks{};
  std::string declared_language{};  ///< what the file says of itself; empty if nothing
  std::string encoding{};
  bool encoding_guessed = false;
};

struct ReadOptions {
  std::string name{};                     ///< for diagnostics
  std::optional<std::string> encoding{};  ///< told by the user
  bool all_text = false;                  ///< no block is boilerplate
};

/// By file name extension, then by content ("<!DOCTYPE html").
ArticleFormat article_format(std::string_view file_name, std::string_view bytes);

/// Throws Error: malformed ("binary file", "no text"), limit. Replaced bytes and guessed encodings are warnings.
ReadArticle read_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                         const DiagnosticSink& sink);

}  // namespace termknit
