// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/term_contexts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "core/tsv.h"
#include "glossary/extraction/definition_pattern.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kContexts = 3, kDefinitions = 3;
constexpr std::size_t kLongestCallout = 12;
constexpr std::size_t kShortest = 30, kBest = 140, kLongest = 400;  // bytes of a sentence worth quoting

struct Quote {
  std::string text;
  std::uint32_t article = 0;
  double merit = 0;
  bool complete = false, defines = false;
};

/// "NOTE] " is what is left of Markdown's "[!NOTE]".
std::string_view without_callout(std::string_view sentence) {
  const std::size_t end = sentence.find("] ");
  if (end == std::string_view::npos || end < 3 || end > kLongestCallout) return sentence;
  const std::string_view word = sentence.substr(0, end);
  return word.find_first_not_of("[!ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos
             ? trim(sentence.substr(end + 2))
             : sentence;
}

/// Bytes of the sentence that holds token `i`: from its first token to the first of the next sentence.
std::string sentence_text(std::string_view text, const std::vector<Token>& tokens, std::uint32_t sentence) {
  std::size_t begin = std::string_view::npos, end = text.size();
  for (const Token& token : tokens) {
    if (token.sentence == sentence && begin == std::string_view::npos) begin = token.range.begin;
    if (token.sentence > sentence) {
      end = token.range.begin;
      break;
    }
  }
  if (begin == std::string_view::npos) return {};
  // An opening quote or bracket before the first word belongs to it, one after the last full stop to the next sentence.
  if (sentence == 0) begin = 0;
  std::string_view piece = trim(text.substr(begin, end - begin));
  const std::size_t stop = piece.find_last_of(".!?");
  if (end != text.size() && stop != std::string_view::npos && piece.size() - stop <= 4) {
    for (const std::string_view opening : {"„", "“", "\"", "(", "«", "»"}) {
      if (piece.substr(stop + 1).find(opening) != std::string_view::npos && piece.ends_with(opening)) {
        piece = trim(piece.substr(0, piece.size() - opening.size()));
      }
    }
  }
  return std::string(without_callout(piece));
}

/// A heading that is nothing but the term shows no use of it.
bool is_term_alone(std::string_view text, const TermCandidate& candidate) {
  return std::any_of(candidate.forms.begin(), candidate.forms.end(),
                     [&](const auto& form) { return fold(form.first) == fold(text); });
}

/// The tokens of one sentence.
std::span<const Token> sentence_tokens(const std::vector<Token>& tokens, std::uint32_t sentence) {
  const auto before = [](const Token& token, std::uint32_t number) { return token.sentence < number; };
  const auto begin = std::lower_bound(tokens.begin(), tokens.end(), sentence, before);
  const auto end = std::lower_bound(begin, tokens.end(), sentence + 1, before);
  return {begin, end};
}

/// Where words are inflected, only the dictionary form can be what a sentence "X is ..." is about.
bool defines(std::span<const Token> sentence, const TermCandidate& candidate, const DefinitionPatterns& patterns,
             bool inflected) {
  return std::any_of(candidate.forms.begin(), candidate.forms.end(), [&](const auto& form) {
    std::vector<std::string> words;
    for (const std::string_view word : split(form.first, ' ')) words.push_back(fold(word));
    return patterns.define(sentence, words, !inflected || fold(form.first) == fold(candidate.term));
  });
}

Quote judge(std::string sentence, std::uint32_t article, BlockKind kind) {
  Quote quote;
  quote.article = article;
  const bool ends_well = !sentence.empty() && std::string_view(".!?").find(sentence.back()) != std::string_view::npos;
  const double length = static_cast<double>(sentence.size());
  quote.merit = (ends_well ? 2 : 0) + (kind == BlockKind::paragraph ? 1 : 0) - std::abs(length - kBest) / kBest;
  if (length < kShortest) quote.merit -= 2;
  if (length > kLongest) quote.merit -= 3;
  quote.complete = ends_well && length >= kShortest && length <= kLongest;
  quote.text = std::move(sentence);
  return quote;
}

void choose(std::vector<Quote> quotes, const std::vector<std::string>& paths, TermCandidate& candidate) {
  std::stable_sort(quotes.begin(), quotes.end(), [](const Quote& a, const Quote& b) { return a.merit > b.merit; });
  std::vector<std::uint32_t> used;
  for (const Quote& quote : quotes) {
    const bool new_definition =
        quote.defines && std::none_of(candidate.definitions.begin(), candidate.definitions.end(),
                                      [&](const SourcedText& other) { return other.text == quote.text; });
    if (new_definition && candidate.definitions.size() < kDefinitions) {
      candidate.definitions.push_back({quote.text, paths[quote.article]});
    }
    const bool new_article = std::find(used.begin(), used.end(), quote.article) == used.end();
    if (candidate.contexts.size() == kContexts || !new_article || quote.text.empty() ||
        is_term_alone(quote.text, candidate)) {
      continue;
    }
    candidate.contexts.push_back({quote.text, paths[quote.article]});
    used.push_back(quote.article);
  }
}

}  // namespace

void add_contexts(const ArticleIndex& index, LanguageResources& resources, const std::vector<std::string>& paths,
                  std::vector<TermCandidate>& candidates, const std::vector<std::vector<Occurrence>>& occurrences) {
  // By article, so that each is read and analysed once.
  struct Wanted {
    std::size_t candidate;
    Occurrence where;
  };
  std::map<std::uint32_t, std::vector<Wanted>> by_article;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (const Occurrence& occurrence : occurrences[i]) by_article[occurrence.article].push_back({i, occurrence});
  }
  std::vector<std::vector<Quote>> quotes(candidates.size());
  std::map<LanguageTag, DefinitionPatterns> patterns_of;
  for (const auto& [number, wanted] : by_article) {
    const std::optional<Article> article = index.find_article(paths[number]);
    if (!article) continue;
    std::map<std::uint32_t, std::vector<Token>> tokens;
    for (const Wanted& want : wanted) {
      if (want.where.block >= article->blocks.size()) continue;  // replaced by a writer since
      const ArticleBlock& block = article->blocks[want.where.block];
      const std::string_view text = block.range.of(article->text);
      TermCandidate& candidate = candidates[want.candidate];
      auto [it, fresh] = tokens.try_emplace(want.where.block);
      if (fresh) it->second = Analyzer(resources, candidate.language).analyze(text);
      Quote quote = judge(sentence_text(text, it->second, want.where.sentence), number, block.kind);
      const auto patterns = patterns_of.try_emplace(candidate.language, resources.profile(candidate.language)).first;
      quote.defines =
          quote.complete && defines(sentence_tokens(it->second, want.where.sentence), candidate, patterns->second,
                                    !resources.profile(candidate.language).agreement.empty());
      if (quote.defines) quote.merit += 2;
      quotes[want.candidate].push_back(std::move(quote));
    }
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) choose(std::move(quotes[i]), paths, candidates[i]);
}

}  // namespace termknit
