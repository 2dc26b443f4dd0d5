// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where readers put their blocks: white space folded, empty ones dropped, the text limit kept.

#include <string>
#include <string_view>

#include "indexer/article_reader.h"

namespace termknit {

class BlockCollector {
 public:
  explicit BlockCollector(std::string name) : name_(std::move(name)) {}

  /// Throws Error(limit) when the blocks together pass `kMaxArticleText`.
  void add(BlockKind kind, std::string_view text, bool boilerplate = false, std::string_view language = {});

  ReadArticle article{};  ///< with the blocks so far

 private:
  std::string name_;  ///< of the file, for the message
  std::uint64_t bytes_ = 0;
};

}  // namespace termknit
