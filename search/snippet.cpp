// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/snippet.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "language/analyzer.h"
#include "language/text.h"
#include "search/searcher.h"

namespace termknit {
namespace {

constexpr std::size_t kMostBytes = 200'000;  // of an article that are looked at

struct Window {
  double merit = 0;
  std::string_view text;           // the sentence
  std::vector<ByteRange> matches;  // in the sentence
};

/// One candidate window per sentence with a match.
void consider(Window& best, std::string_view block, const std::vector<Token>& tokens, std::size_t begin,
              std::size_t end, const MatchSet& matches, bool boilerplate) {
  std::set<std::string> different;
  std::vector<ByteRange> found;
  const std::uint32_t start = begin == 0 ? 0 : tokens[begin].range.begin;
  for (std::size_t i = begin; i < end; ++i) {
    if (!matches.matches(tokens[i].folded, *tokens[i].analysis)) continue;
    different.insert(tokens[i].analysis->lemma());
    found.push_back({tokens[i].range.begin - start, tokens[i].range.end - start});
  }
  if (found.empty()) return;
  const double merit = static_cast<double>(different.size()) * 10 +
                       static_cast<double>(std::min<std::size_t>(found.size(), 5)) - (boilerplate ? 100 : 0) +
                       (end - begin >= 6 ? 2 : 0);
  if (!best.text.empty() && merit <= best.merit) return;
  const std::size_t stop = end < tokens.size() ? tokens[end].range.begin : block.size();
  best = {merit, block.substr(start, stop - start), std::move(found)};
}

std::string marked(const Window& window, std::size_t bytes) {
  std::size_t from = 0, to = window.text.size();
  if (window.text.size() > bytes) {
    const std::size_t center = window.matches.front().begin;
    from = center > bytes / 3 ? center - bytes / 3 : 0;
    // Begin at a word, end at one.
    if (from > 0) from = std::min(window.text.find(' ', from), center);
    if (from > 0 && from < center) ++from;
    to = std::min(window.text.size(), from + bytes);
    if (to < window.text.size()) {
      const std::size_t blank = window.text.rfind(' ', to);
      to = blank > window.matches.front().end ? blank : window.matches.front().end;
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

std::string make_snippet(const Article& article, LanguageResources& resources, const MatchSet& matches,
                         std::size_t bytes) {
  std::map<LanguageTag, Analyzer> analyzers;
  Window best;
  for (const ArticleBlock& block : article.blocks) {
    if (block.range.begin > kMostBytes) break;
    const std::string_view text = block.range.of(article.text);
    const auto tokens = analyzers.try_emplace(block.language, resources, block.language).first->second.analyze(text);
    for (std::size_t begin = 0; begin < tokens.size();) {
      std::size_t end = begin + 1;
      while (end < tokens.size() && tokens[end].sentence == tokens[begin].sentence) ++end;
      consider(best, text, tokens, begin, end, matches, block.boilerplate || block.repeated);
      begin = end;
    }
  }
  if (!best.text.empty()) return marked(best, bytes);
  const std::string_view start = truncate_at_code_point(article.text, bytes);
  std::string out(start);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

}  // namespace termknit
