// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/repeated_blocks.h"

#include "core/checksum.h"
#include "indexer/index_schema.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::uint64_t kCopyPercent = 80;

/// Case folded, without ASCII digits, marks and white space.
std::string letters(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

/// 36 bits: among a million blocks some seven pairs of different ones meet, and three only once in ten million indexes.
/// Each digit costs a hundredth of the index.
std::string term_of(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  std::uint64_t hash = checksum(letters(text));
  std::string term(index_schema::kBlock);
  for (std::size_t i = 0; i < kBlockDigits; ++i, hash >>= 6) term += kDigits[hash & 63];
  return term;
}

}  // namespace

std::vector<std::string> block_terms(const Article& article) {
  std::vector<std::string> terms;
  terms.reserve(article.blocks.size());
  for (const ArticleBlock& block : article.blocks) {
    const std::string_view text = block.range.of(article.text);
    terms.push_back(text.size() < kShortestRepeated ? std::string() : term_of(text));
  }
  return terms;
}

bool mark_repeated_blocks(Article& article, const std::vector<std::string>& terms,
                          const std::unordered_set<std::string>& repeated) {
  bool changed = false;
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    const bool is_repeated = !terms[i].empty() && repeated.contains(terms[i]);
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
