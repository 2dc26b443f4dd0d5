// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/match_finder.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>

#include <xapian.h>

#include "indexer/index_schema.h"
#include "indexer/posting_list.h"

namespace termknit {
namespace {

using Positions = std::vector<std::uint32_t>;

constexpr std::size_t kFewTerms = 2;  // more are looked for along the document's own list of terms

void add_positions(Positions& positions, Xapian::PositionIterator it) {
  for (; it != Xapian::PositionIterator(); ++it) positions.push_back(*it);
}

void add_terms(const PlannedWord& word, std::vector<std::string>& terms) {
  for (const PlannedTerm& term : word.terms) {
    if (!term.term.starts_with(index_schema::kPart)) terms.push_back(term.term);
  }
  for (const std::string& form : word.compounds) terms.push_back(index_schema::word_term("", form));
}

/// The terms of all words that are looked for, and which of them each word has.
class WantedTerms {
 public:
  explicit WantedTerms(const std::vector<const QueryPlan*>& parts) {
    for (const QueryPlan* part : parts) {
      for (const PlannedWord& word : part->words) add_terms(word, terms_);
    }
    std::sort(terms_.begin(), terms_.end());
    terms_.erase(std::unique(terms_.begin(), terms_.end()), terms_.end());
    for (const QueryPlan* part : parts) {
      for (const PlannedWord& word : part->words) add_word(word);
    }
  }

  /// Of each article, where each word stands, in the order of the parts' words. Most articles have one or two of a
  /// word's many forms: which, their lists of terms say, where each look-up in vain would read a block of positions.
  std::vector<std::vector<Positions>> find(const Xapian::Database& database,
                                           const std::vector<std::uint32_t>& documents) const {
    std::vector<std::vector<Positions>> of_terms(documents.size(), std::vector<Positions>(terms_.size()));
    for (const auto& [term, number] : places(database, documents))
      add_positions(of_terms[number][term], database.positionlist_begin(documents[number], terms_[term]));
    std::vector<std::vector<Positions>> of_words(documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i) {
      for (const std::vector<std::size_t>& terms : words_) of_words[i].push_back(joined(of_terms[i], terms));
    }
    return of_words;
  }

 private:
  struct Place {
    std::size_t term = 0, document = 0;
  };

  /// Which of the documents may have which term. In the order of the positions in the database: where a term stands in
  /// one document is stored beside where it stands in the next.
  std::vector<Place> places(const Xapian::Database& database, const std::vector<std::uint32_t>& documents) const {
    std::vector<std::size_t> order(documents.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return documents[a] < documents[b]; });
    std::vector<Place> places;
    for (const std::size_t document : order) add_places(database, documents[document], document, places);
    std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.term < b.term; });
    return places;
  }

  void add_places(const Xapian::Database& database, Xapian::docid id, std::size_t document,
                  std::vector<Place>& places) const {
    if (terms_.size() <= kFewTerms) {
      for (std::size_t term = 0; term < terms_.size(); ++term) places.push_back({term, document});
      return;
    }
    auto it = database.termlist_begin(id);
    for (std::size_t term = 0; term < terms_.size(); ++term) {
      it.skip_to(terms_[term]);
      if (it == database.termlist_end(id)) return;
      if (*it == terms_[term]) places.push_back({term, document});
    }
  }

  static Positions joined(const std::vector<Positions>& of_terms, const std::vector<std::size_t>& numbers) {
    Positions positions;
    for (const std::size_t number : numbers)
      positions.insert(positions.end(), of_terms[number].begin(), of_terms[number].end());
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
  }

  void add_word(const PlannedWord& word) {
    std::vector<std::string> terms;
    add_terms(word, terms);
    std::vector<std::size_t>& numbers = words_.emplace_back();
    for (const std::string& term : terms)
      numbers.push_back(
          static_cast<std::size_t>(std::lower_bound(terms_.begin(), terms_.end(), term) - terms_.begin()));
  }

  std::vector<std::string> terms_;               // ascending
  std::vector<std::vector<std::size_t>> words_;  // of each its terms
};

bool holds(const Positions& positions, std::uint32_t position) {
  return std::binary_search(positions.begin(), positions.end(), position);
}

void find_sequences(std::span<const Positions> words, std::uint32_t part, std::vector<MatchSpan>& spans) {
  const auto length = static_cast<std::uint32_t>(words.size());
  for (const std::uint32_t first : words.front()) {
    bool all = true;
    for (std::uint32_t i = 1; i < length && all; ++i) all = holds(words[i], first + i);
    if (all) spans.push_back({first, first + length - 1, part});
  }
}

/// For each occurrence of the first word, the nearest of every other, if all are within as many positions as Xapian's
/// OP_NEAR allows.
void find_near(std::span<const Positions> words, std::uint32_t distance, std::uint32_t part,
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

/// The occurrences of one part of the query in an article, given those of its words.
void find_part(const QueryPlan& part, std::span<const Positions> words, std::uint32_t number,
               std::vector<MatchSpan>& spans) {
  if (std::any_of(words.begin(), words.end(), [](const Positions& positions) { return positions.empty(); })) return;
  if (words.empty()) return;
  if (part.kind == QueryPlan::Kind::near) {
    find_near(words, part.distance, number, spans);
  } else {
    find_sequences(words, number, spans);
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

std::vector<std::vector<MatchSpan>> find_matches(const Xapian::Database& database,
                                                 const std::vector<std::uint32_t>& documents, const QueryPlan& plan) {
  const std::vector<const QueryPlan*> parts = searched_parts(plan);
  const WantedTerms wanted(parts);
  std::vector<std::vector<MatchSpan>> spans(documents.size());
  const auto words = wanted.find(database, documents);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    auto word = words[i].begin();
    for (std::uint32_t part = 0; part < parts.size(); ++part) {
      const auto end = word + static_cast<std::ptrdiff_t>(parts[part]->words.size());
      find_part(*parts[part], {word, end}, part, spans[i]);
      word = end;
    }
    drop_inner(spans[i]);
  }
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
