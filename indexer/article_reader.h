// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Readers: pure functions from bytes to blocks of text, one per format, so that they can run in a worker process.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "indexer/article.h"
#include "indexer/article_format.h"

namespace termknit {

/// Of the text of one article, in bytes; more is Error(limit).
constexpr std::uint64_t kMaxArticleText = std::uint64_t{32} << 20;

/// A block before its place in the article's text is known.
struct ReadBlock {
  BlockKind kind = BlockKind::paragraph;
  std::string text{};  ///< clean, white space folded, not empty
  bool boilerplate = false;
  std::string language{};  ///< what the file says of this block (TMX, XLIFF, PO); empty if nothing
  bool operator==(const ReadBlock&) const = default;
};

struct ReadArticle {
  std::string title{};  ///< empty if the file names none
  std::vector<ReadBlock> blocks{};
  std::string declared_language{};  ///< what the file says of itself; empty if nothing
  std::string encoding{};
  bool encoding_guessed = false;
  bool operator==(const ReadArticle&) const = default;
};

struct ReadOptions {
  std::string name{};                     ///< for diagnostics
  std::optional<std::string> encoding{};  ///< told by the user
  bool all_text = false;                  ///< no block is boilerplate
};

/// Throws Error: malformed ("is a binary file", "is not a readable DOCX", "holds no text"), limit, unsupported
/// (encrypted, or pictures without a text layer). Replaced bytes and guessed encodings are warnings.
ReadArticle read_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                         const DiagnosticSink& sink);

/// The same for the formats that are not risky. Needs none of the risky parsers' libraries: loading poppler alone costs
/// as much as a whole search.
ReadArticle read_plain_article(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                               const DiagnosticSink& sink);

}  // namespace termknit
