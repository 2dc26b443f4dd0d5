// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/repeated_blocks.h"

#include <string>

#include "core/checksum.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::uint64_t kCopyPercent = 80;

/// Of the letters, case folded; ASCII digits, marks and white space are passed over.
std::uint64_t letters_checksum(std::string_view text) {
  std::string letters = fold(text);
  std::size_t kept = 0;
  for (const char c : letters) {
    letters[kept] = c;
    kept += (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  }
  letters.resize(kept);
  const std::uint64_t sum = checksum(letters) >> 24;
  return sum == 0 ? 1 : sum;
}

}  // namespace

std::vector<std::uint64_t> block_checksums(const Article& article) {
  std::vector<std::uint64_t> sums(article.blocks.size(), 0);
  for (std::size_t i = 0; i < sums.size() && !article.all_text; ++i) {
    const std::string_view text = article.blocks[i].range.of(article.text);
    if (text.size() >= kShortestRepeated) sums[i] = letters_checksum(text);
  }
  return sums;
}

bool mark_repeated_blocks(Article& article, const std::vector<std::uint64_t>& checksums,
                          const std::function<bool(std::uint64_t)>& repeated) {
  bool changed = false;
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    const bool is_repeated = checksums[i] != 0 && repeated(checksums[i]);
    changed = changed || article.blocks[i].repeated != is_repeated;
    article.blocks[i].repeated = is_repeated;
  }
  return changed;
}

bool is_copy(const Article& article) {
  std::uint64_t repeated = 0, all = 0;
  for (const ArticleBlock& block : article.blocks) {
    if (block.boilerplate) continue;
    all += block.range.size();
    if (block.repeated) repeated += block.range.size();
  }
  return repeated * 100 >= all * kCopyPercent;
}

}  // namespace termknit
