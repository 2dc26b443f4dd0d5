// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/block_collector.h"

#include <fmt/format.h>

#include "indexer/readers.h"

namespace termknit {

void BlockCollector::add(BlockKind kind, std::string_view text, bool boilerplate, std::string_view language) {
  std::string clean = fold_white_space(text);
  if (clean.empty()) return;
  bytes_ += clean.size();
  if (bytes_ > kMaxArticleText) {
    throw Error(ErrorKind::limit, fmt::format("holds more than {} bytes of text", kMaxArticleText), {name_});
  }
  article.blocks.push_back({kind, std::move(clean), boilerplate, std::string(language)});
}

}  // namespace termknit
