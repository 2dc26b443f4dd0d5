// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/snippet.h"

#include <algorithm>
#include <set>
#include <vector>

#include "language/text.h"
#include "search/searcher.h"

namespace termknit {
namespace {

struct Window {
  std::string_view text;           // the sentence
  std::vector<ByteRange> matches;  // in the sentence
};

/// More different parts of the query first, then more matches; menus and repeated blocks last.
double merit(std::size_t different, std::size_t matches, bool boilerplate, bool heading) {
  return static_cast<double>(different) * 10 + static_cast<double>(std::min<std::size_t>(matches, 5)) -
         (boilerplate ? 100 : 0) - (heading ? 2 : 0);
}

const BlockMatches* best_block(const Article& article, const std::vector<BlockMatches>& blocks) {
  const BlockMatches* best = nullptr;
  double best_merit = 0;
  for (const BlockMatches& matches : blocks) {
    const ArticleBlock& block = article.blocks[matches.block];
    const bool heading = block.kind == BlockKind::title || block.kind == BlockKind::heading;
    const double value = merit(matches.parts, matches.hits, block.boilerplate || block.repeated, heading);
    if (best && value <= best_merit) continue;
    best = &matches;
    best_merit = value;
  }
  return best;
}

Window best_sentence(const Article& article, const std::vector<PlacedMatch>& placed) {
  Window best;
  double best_merit = 0;
  for (std::size_t begin = 0; begin < placed.size();) {
    std::size_t end = begin;
    std::set<std::uint32_t> parts;
    for (; end < placed.size() && placed[end].sentence == placed[begin].sentence; ++end) parts.insert(placed[end].part);
    const double value = merit(parts.size(), end - begin, false, false);
    if (best.text.empty() || value > best_merit) {
      best_merit = value;
      const ByteRange range = placed[begin].sentence_range;
      best = {range.of(article.text), {}};
      for (std::size_t i = begin; i < end; ++i)
        best.matches.push_back({placed[i].range.begin - range.begin, placed[i].range.end - range.begin});
    }
    begin = end;
  }
  return best;
}

std::string marked(const Window& window, std::size_t bytes) {
  std::size_t from = 0, to = window.text.size();
  if (window.text.size() > bytes) {
    const std::size_t center = window.matches.front().begin;
    from = center > bytes / 3 ? center - bytes / 3 : 0;
    // Begin at a word, end at one; text without blanks (Chinese, Thai) is cut between letters.
    if (from > 0) {
      const std::size_t blank = window.text.find(' ', from);
      from = blank < center ? blank + 1 : truncate_at_code_point(window.text, from).size();
    }
    to = std::min(window.text.size(), from + bytes);
    if (to < window.text.size()) {
      const std::size_t blank = window.text.rfind(' ', to), least = window.matches.front().end;
      to = std::max<std::size_t>(blank != window.text.npos && blank > from + bytes / 2
                                     ? blank
                                     : truncate_at_code_point(window.text, to).size(),
                                 least);
    }
  }
  std::string out = from > 0 ? "… " : "";
  std::size_t at = from;
  for (const ByteRange& match : window.matches) {
    if (match.begin < at || match.end > to) continue;
    out += window.text.substr(at, match.begin - at);
    out += kMatchBegin;
    out += match.of(window.text);
    out += kMatchEnd;
    at = match.end;
  }
  out += window.text.substr(at, to - at);
  std::replace(out.begin(), out.end(), '\n', ' ');
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (to < window.text.size()) out += " …";
  return out;
}

}  // namespace

std::string mark_matches(std::string_view snippet, std::string_view begin, std::string_view end) {
  std::string out;
  for (std::size_t i = 0; i < snippet.size();) {
    if (snippet.substr(i).starts_with(kMatchBegin)) {
      out += begin;
      i += kMatchBegin.size();
    } else if (snippet.substr(i).starts_with(kMatchEnd)) {
      out += end;
      i += kMatchEnd.size();
    } else {
      out += snippet[i++];
    }
  }
  return out;
}

std::string make_snippet(const Article& article, const std::vector<BlockMatches>& blocks, ArticleWords& words,
                         std::size_t bytes) {
  if (const BlockMatches* block = best_block(article, blocks)) {
    const std::vector<PlacedMatch> placed = place_matches(article, *block, words);
    if (!placed.empty()) return marked(best_sentence(article, placed), bytes);
  }
  const std::string_view start = truncate_at_code_point(article.text, bytes);
  std::string out(start);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

}  // namespace termknit
