// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/match_finder.h"

#include <algorithm>
#include <map>
#include <utility>

#include <xapian.h>

#include "indexer/index_schema.h"
#include "indexer/posting_list.h"

namespace termknit {
namespace {

using Positions = std::vector<std::uint32_t>;

constexpr std::size_t kFewTerms = 24;  // more are looked for along the document's own list of terms

void add_positions(Positions& positions, Xapian::PositionIterator it) {
  for (; it != Xapian::PositionIterator(); ++it) positions.push_back(*it);
}

std::vector<std::string> terms_with_positions(const PlannedWord& word) {
  std::vector<std::string> terms;
  terms.reserve(word.terms.size() + word.compounds.size());
  for (const PlannedTerm& term : word.terms) {
    if (!term.term.starts_with(index_schema::kPart)) terms.push_back(term.term);
  }
  for (const std::string& form : word.compounds) terms.push_back(index_schema::word_term("", form));
  return terms;
}

void look_up(const Xapian::Database& database, const std::vector<std::string>& terms,
             const std::map<Xapian::docid, Positions*>& wanted) {
  // Term by term: where a term stands in one document is stored beside where it stands in the next.
  for (const std::string& term : terms) {
    for (const auto& [document, positions] : wanted)
      add_positions(*positions, database.positionlist_begin(document, term));
  }
}

void pick_from_list(const Xapian::Database& database, const std::vector<std::string>& sorted_terms,
                    Xapian::docid document, Positions& positions) {
  auto it = database.termlist_begin(document);
  for (const std::string& term : sorted_terms) {
    it.skip_to(term);
    if (it == database.termlist_end(document)) break;
    if (*it == term) add_positions(positions, it.positionlist_begin());
  }
}

/// Where any of the word's terms stands.
void find_positions(const Xapian::Database& database, const PlannedWord& word,
                    const std::map<Xapian::docid, Positions*>& wanted) {
  std::vector<std::string> terms = terms_with_positions(word);
  if (terms.size() <= kFewTerms) {
    look_up(database, terms, wanted);
  } else {
    std::sort(terms.begin(), terms.end());
    for (const auto& [document, positions] : wanted) pick_from_list(database, terms, document, *positions);
  }
  for (const auto& [document, positions] : wanted) {
    std::sort(positions->begin(), positions->end());
    positions->erase(std::unique(positions->begin(), positions->end()), positions->end());
  }
}

bool holds(const Positions& positions, std::uint32_t position) {
  return std::binary_search(positions.begin(), positions.end(), position);
}

void find_sequences(const std::vector<Positions>& words, std::uint32_t part, std::vector<MatchSpan>& spans) {
  const auto length = static_cast<std::uint32_t>(words.size());
  for (const std::uint32_t first : words.front()) {
    bool all = true;
    for (std::uint32_t i = 1; i < length && all; ++i) all = holds(words[i], first + i);
    if (all) spans.push_back({first, first + length - 1, part});
  }
}

/// For each occurrence of the first word, the nearest of every other, if all are within as many positions as Xapian's
/// OP_NEAR allows.
void find_near(const std::vector<Positions>& words, std::uint32_t distance, std::uint32_t part,
               std::vector<MatchSpan>& spans) {
  const std::uint32_t reach = distance + static_cast<std::uint32_t>(words.size()) - 2;
  for (const std::uint32_t start : words.front()) {
    std::uint32_t first = start, last = start;
    bool all = true;
    for (std::size_t i = 1; i < words.size() && all; ++i) {
      std::uint32_t nearest = 0, away = reach + 1;
      for (auto it = std::lower_bound(words[i].begin(), words[i].end(), start > reach ? start - reach : 0);
           it != words[i].end() && *it <= start + reach; ++it) {
        const std::uint32_t gap = *it > start ? *it - start : start - *it;
        if (gap == 0 || gap >= away) continue;
        nearest = *it;
        away = gap;
      }
      all = away <= reach;
      if (all) {
        first = std::min(first, nearest);
        last = std::max(last, nearest);
      }
    }
    if (all && last - first <= reach) spans.push_back({first, last, part});
  }
}

/// Longer matches swallow those inside them; equal ones are one.
void drop_inner(std::vector<MatchSpan>& spans) {
  std::sort(spans.begin(), spans.end(), [](const MatchSpan& a, const MatchSpan& b) {
    return std::tuple(a.first, ~a.last, a.part) < std::tuple(b.first, ~b.last, b.part);
  });
  std::vector<MatchSpan> kept;
  for (const MatchSpan& span : spans) {
    if (kept.empty() || span.last > kept.back().last) kept.push_back(span);
  }
  spans = std::move(kept);
}

}  // namespace

namespace {

/// The occurrences of one part of the query; documents that lack a word are not asked for the next.
void find_part(const Xapian::Database& database, const std::vector<std::uint32_t>& documents, const QueryPlan& part,
               std::uint32_t number, std::vector<std::vector<MatchSpan>>& spans) {
  std::vector<std::vector<Positions>> words(documents.size(), std::vector<Positions>(part.words.size()));
  for (std::size_t word = 0; word < part.words.size(); ++word) {
    std::map<Xapian::docid, Positions*> wanted;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      if (word == 0 || !words[i][word - 1].empty()) wanted.emplace(documents[i], &words[i][word]);
    }
    find_positions(database, part.words[word], wanted);
  }
  for (std::size_t i = 0; i < documents.size() && !part.words.empty(); ++i) {
    if (words[i].back().empty()) continue;
    if (part.kind == QueryPlan::Kind::near) {
      find_near(words[i], part.distance, number, spans[i]);
    } else {
      find_sequences(words[i], number, spans[i]);
    }
  }
}

}  // namespace

std::vector<std::vector<MatchSpan>> find_matches(const Xapian::Database& database,
                                                 const std::vector<std::uint32_t>& documents, const QueryPlan& plan) {
  std::vector<std::vector<MatchSpan>> spans(documents.size());
  const std::vector<const QueryPlan*> parts = searched_parts(plan);
  for (std::uint32_t part = 0; part < parts.size(); ++part) find_part(database, documents, *parts[part], part, spans);
  for (std::vector<MatchSpan>& of_one : spans) drop_inner(of_one);
  return spans;
}

std::vector<BlockMatches> by_block(const Article& article, const std::vector<MatchSpan>& spans) {
  std::vector<BlockMatches> all;
  std::uint32_t base = kFirstPosition, sentence = 0;
  auto span = spans.begin();
  for (std::size_t i = 0; i < article.blocks.size() && span != spans.end(); ++i) {
    const ArticleBlock& block = article.blocks[i];
    const std::uint32_t next = next_block_position(base, block);
    if (span->first < next) {
      BlockMatches matches{.block = i, .base = base, .sentence_base = sentence};
      for (; span != spans.end() && span->first < next; ++span) matches.spans.push_back(*span);
      all.push_back(std::move(matches));
    }
    base = next;
    sentence += block.sentences;
  }
  return all;
}

std::vector<PlacedMatch> MatchPlacer::place(const Article& article, const BlockMatches& matches) {
  const ArticleBlock& block = article.blocks.at(matches.block);
  const std::string_view text = block.range.of(article.text);
  auto analyzer = analyzers_.find(block.language);
  if (analyzer == analyzers_.end())
    analyzer = analyzers_.emplace(block.language, Analyzer(resources_, block.language)).first;
  const std::vector<Token> tokens = analyzer->second.segment(text);
  const auto index_of = [&](std::uint32_t position) {
    const auto it = std::lower_bound(tokens.begin(), tokens.end(), position, [&](const Token& token, std::uint32_t p) {
      return index_position(matches.base, token) < p;
    });
    return it != tokens.end() && index_position(matches.base, *it) == position
               ? static_cast<std::size_t>(it - tokens.begin())
               : tokens.size();
  };
  std::vector<PlacedMatch> placed;
  for (const MatchSpan& span : matches.spans) {
    const std::size_t first = index_of(span.first), last = index_of(span.last);
    if (first == tokens.size() || last == tokens.size()) continue;  // split by another version of ICU
    // Sentences may be as long as the article: they are searched for, not walked through.
    const auto sentence_start = [&](std::uint32_t sentence) {
      const auto it = std::lower_bound(tokens.begin(), tokens.end(), sentence,
                                       [](const Token& token, std::uint32_t s) { return token.sentence < s; });
      return it == tokens.begin() ? 0U : it != tokens.end() ? it->range.begin : static_cast<std::uint32_t>(text.size());
    };
    const std::uint32_t sentence_begin = sentence_start(tokens[first].sentence);
    const std::uint32_t sentence_end = sentence_start(tokens[last].sentence + 1);
    const std::uint32_t offset = block.range.begin;
    placed.push_back({.block = matches.block,
                      .range = {offset + tokens[first].range.begin, offset + tokens[last].range.end},
                      .sentence = matches.sentence_base + tokens[first].sentence,
                      .sentence_range = {offset + sentence_begin, offset + sentence_end},
                      .part = span.part});
  }
  return placed;
}

}  // namespace termknit
