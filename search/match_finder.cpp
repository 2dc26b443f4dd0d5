// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/match_finder.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include <xapian.h>

#include "indexer/index_schema.h"
#include "indexer/posting_list.h"

namespace termknit {
namespace {

using Positions = std::vector<std::uint32_t>;

constexpr std::size_t kFewTerms = 2;  // more are looked for along the document's own list of terms
// Bytes of an article that are looked through, and of its blocks that are split into words: about what a dozen look-ups
// cost.
constexpr std::size_t kLongestText = 64 << 10, kMostSplit = 8 << 10;
constexpr std::size_t kLongestWord = 80;  // a longer one may be cut in the index

/// The form under which the index knows a folded word.
std::string indexed_form(const std::string& folded) {
  return folded.size() <= kLongestWord ? folded : index_schema::word_of_term("", index_schema::word_term("", folded));
}

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

/// In positions, from the first word to any other.
std::uint32_t reach_of(std::uint32_t distance, std::size_t words) {
  return distance + static_cast<std::uint32_t>(words) - 2;
}

/// For each occurrence of the first word, the nearest of every other, if all are within as many positions as Xapian's
/// OP_NEAR allows.
void find_near(std::span<const Positions> words, std::uint32_t distance, std::uint32_t part,
               std::vector<MatchSpan>& spans) {
  const std::uint32_t reach = reach_of(distance, words.size());
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

/// Adds what has matched, if anything has.
template <typename Match>
void add_block(const BlockMatches& here, std::vector<Match> BlockMatches::*list, std::vector<Match> matches,
               std::vector<BlockMatches>& blocks) {
  if (matches.empty()) return;
  BlockMatches& block = blocks.emplace_back(here);
  std::vector<std::uint32_t> parts;
  for (const Match& match : matches) {
    if (parts.empty() || parts.back() != match.part) parts.push_back(match.part);
  }
  std::sort(parts.begin(), parts.end());
  block.parts = static_cast<std::size_t>(std::unique(parts.begin(), parts.end()) - parts.begin());
  block.hits = matches.size();
  block.*list = std::move(matches);
}

/// Deals spans out to the blocks that hold them, in order.
std::vector<BlockMatches> by_block(const Article& article, const std::vector<MatchSpan>& spans) {
  std::vector<BlockMatches> blocks;
  BlockMatches here{.base = kFirstPosition};
  auto span = spans.begin();
  for (; here.block < article.blocks.size() && span != spans.end(); ++here.block) {
    const ArticleBlock& block = article.blocks[here.block];
    const std::uint32_t next = next_block_position(here.base, block);
    std::vector<MatchSpan> inside;
    for (; span != spans.end() && span->first < next; ++span) inside.push_back(*span);
    add_block(here, &BlockMatches::spans, std::move(inside), blocks);
    here.base = next;
    here.sentence_base += block.sentences;
  }
  return blocks;
}

}  // namespace

MatchFinder::MatchFinder(const QueryPlan& plan) : parts_(searched_parts(plan)) {
  for (std::uint32_t part = 0; part < parts_.size(); ++part) {
    const QueryPlan& searched = *parts_[part];
    crosses_sentences_ =
        crosses_sentences_ || (searched.kind == QueryPlan::Kind::near &&
                               reach_of(searched.distance, searched.words.size()) > index_schema::kSentenceGap);
    for (const PlannedWord& word : searched.words) {
      const auto number = static_cast<std::uint32_t>(words_.size());
      words_.push_back({part, searched.words.size() == 1});
      for (const PlannedTerm& term : word.terms) {
        if (!term.term.starts_with(index_schema::kPart)) add_form(index_schema::word_of_term("", term.term), number);
      }
      for (const std::string& form : word.compounds) add_form(indexed_form(form), number);
    }
  }
}

void MatchFinder::add_form(std::string folded, std::uint32_t number) {
  const WordScan::Added added = scan_.add(folded);
  forms_.emplace_back(std::move(folded), number);
  if (added.row == WordScan::kNone) return;
  rows_.resize(std::max(rows_.size(), added.row + 1));
  auto& numbers = added.is_word ? rows_[added.row].words : rows_[added.row].longer;
  if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
}

const std::unordered_multimap<std::string, std::uint32_t>& MatchFinder::numbers() {
  if (!numbers_.empty()) return numbers_;
  for (const auto& [form, number] : forms_) {
    const auto [begin, end] = numbers_.equal_range(form);
    if (std::none_of(begin, end, [number = number](const auto& known) { return known.second == number; }))
      numbers_.emplace(form, number);
  }
  return numbers_;
}

std::vector<BlockMatches> MatchFinder::find(const Xapian::Database& database, std::uint32_t document,
                                            const Article& article, ArticleWords& words) {
  if (auto blocks = find_in_text(article, words)) return *std::move(blocks);
  return find_in_index(database, document, article);
}

/// What is in a block, as far as it is told without splitting.
struct MatchFinder::Scanned {
  std::vector<bool> seen;        // words; none: nothing is there
  std::vector<WordMatch> words;  // matches of words alone
  bool surely = true;            // that is all there is of them
};

MatchFinder::Scanned MatchFinder::scan(std::string_view block) const {
  Scanned scanned;
  scanned.surely = scan_.find(block, found_);
  if (scanned.surely && found_.empty()) return scanned;
  scanned.seen.resize(words_.size(), !scanned.surely);
  if (!scanned.surely) return scanned;
  for (const WordScan::Found& found : found_) take(found, scanned);
  return scanned;
}

void MatchFinder::take(const WordScan::Found& found, Scanned& scanned) const {
  const Row& row = rows_[found.row];
  if (found.stands != WordScan::Stands::alone) {
    for (const std::uint32_t number : row.longer) scanned.seen[number] = true;
    scanned.surely = scanned.surely && row.longer.empty();
    if (found.stands == WordScan::Stands::joined) return;
    for (const std::uint32_t number : row.words) scanned.seen[number] = true;
    scanned.surely = false;
    return;
  }
  std::optional<std::uint32_t> part;
  for (const std::uint32_t number : row.words) {
    scanned.seen[number] = true;
    if (words_[number].alone) part = std::min(part.value_or(words_[number].part), words_[number].part);
  }
  if (part) scanned.words.push_back({found.range, *part});
}

/// A part of several words, all of which are there, or a word alone that is not surely one.
bool MatchFinder::may_match(const Scanned& scanned) const {
  if (scanned.seen.empty()) return false;
  for (std::size_t first = 0, last = 0; first < words_.size(); first = last) {
    bool all = true;
    for (last = first; last < words_.size() && words_[last].part == words_[first].part; ++last)
      all = all && scanned.seen[last];
    if (all && (!words_[first].alone || !scanned.surely)) return true;
  }
  return false;
}

std::optional<std::vector<BlockMatches>> MatchFinder::find_in_text(const Article& article, ArticleWords& words) {
  if (article.text.size() > kLongestText || crosses_sentences_) return std::nullopt;
  std::vector<BlockMatches> blocks;
  std::size_t split = 0;
  BlockMatches here{.base = kFirstPosition};
  for (; here.block < article.blocks.size(); ++here.block) {
    const ArticleBlock& block = article.blocks[here.block];
    Scanned scanned;
    if (block.words > 0) scanned = scan(block.range.of(article.text));
    if (may_match(scanned)) {
      split += block.range.size();
      if (split > kMostSplit) return std::nullopt;
      add_block(here, &BlockMatches::spans, spans_in(words.of_block(here.block), here.base), blocks);
    } else {
      add_block(here, &BlockMatches::words, std::move(scanned.words), blocks);
    }
    here.base = next_block_position(here.base, block);
    here.sentence_base += block.sentences;
  }
  return blocks;
}

std::vector<MatchSpan> MatchFinder::spans_in(const std::vector<Token>& tokens, std::uint32_t base) {
  std::vector<Positions> positions(words_.size());
  for (const Token& token : tokens) {
    const auto [begin, end] = numbers().equal_range(indexed_form(token.folded));
    for (auto it = begin; it != end; ++it) positions[it->second].push_back(index_position(base, token));
  }
  return spans_of(positions);
}

/// Most articles have one or two of a word's many forms: which, their lists of terms say, where each look-up in vain
/// would read a block of positions.
std::vector<BlockMatches> MatchFinder::find_in_index(const Xapian::Database& database, std::uint32_t document,
                                                     const Article& article) {
  add_terms();
  std::vector<Positions> positions(words_.size());
  const auto add = [&](const std::string& term, const std::vector<std::uint32_t>& numbers) {
    for (auto it = database.positionlist_begin(document, term); it != database.positionlist_end(document, term); ++it) {
      for (const std::uint32_t number : numbers) positions[number].push_back(*it);
    }
  };
  if (terms_.size() <= kFewTerms) {
    for (const auto& [term, numbers] : terms_) add(term, numbers);
  } else {
    auto known = database.termlist_begin(document);
    for (const auto& [term, numbers] : terms_) {
      known.skip_to(term);
      if (known == database.termlist_end(document)) break;
      if (*known == term) add(term, numbers);
    }
  }
  for (Positions& of_word : positions) std::sort(of_word.begin(), of_word.end());
  return by_block(article, spans_of(positions));
}

/// Made where the text does not say it all.
void MatchFinder::add_terms() {
  if (!terms_.empty()) return;
  std::map<std::string, std::vector<std::uint32_t>> terms;
  for (const auto& [word, number] : numbers()) terms[index_schema::word_term("", word)].push_back(number);
  terms_.assign(terms.begin(), terms.end());
}

std::vector<MatchSpan> MatchFinder::spans_of(const std::vector<Positions>& words) const {
  std::vector<MatchSpan> spans;
  auto word = words.begin();
  for (std::uint32_t part = 0; part < parts_.size(); ++part) {
    const auto end = word + static_cast<std::ptrdiff_t>(parts_[part]->words.size());
    find_part(*parts_[part], {word, end}, part, spans);
    word = end;
  }
  drop_inner(spans);
  return spans;
}

std::size_t hits_of(const std::vector<BlockMatches>& blocks) {
  return std::accumulate(blocks.begin(), blocks.end(), std::size_t{0},
                         [](std::size_t sum, const BlockMatches& block) { return sum + block.hits; });
}

namespace {

/// Finds the words of one block by their place.
class BlockWords {
 public:
  BlockWords(const Article& article, const BlockMatches& matches, const std::vector<Token>& tokens)
      : block_(article.blocks.at(matches.block)), matches_(matches), tokens_(tokens) {}

  /// The number of the word at an index position; none: split by another version of ICU.
  std::optional<std::size_t> at_position(std::uint32_t position) const {
    return number_of(position, [this](const Token& token) { return index_position(matches_.base, token); });
  }
  std::optional<std::size_t> at_byte(std::uint32_t byte) const {
    return number_of(byte, [](const Token& token) { return token.range.begin; });
  }

  PlacedMatch placed(std::size_t first, std::size_t last, std::uint32_t part) const {
    const std::uint32_t offset = block_.range.begin;
    return {
        .block = matches_.block,
        .range = {offset + tokens_[first].range.begin, offset + tokens_[last].range.end},
        .sentence = matches_.sentence_base + tokens_[first].sentence,
        .sentence_range = {offset + start_of(tokens_[first].sentence), offset + start_of(tokens_[last].sentence + 1)},
        .part = part};
  }

 private:
  template <typename Place>
  std::optional<std::size_t> number_of(std::uint32_t value, const Place& place) const {
    const auto it = std::lower_bound(tokens_.begin(), tokens_.end(), value,
                                     [&](const Token& token, std::uint32_t v) { return place(token) < v; });
    if (it == tokens_.end() || place(*it) != value) return std::nullopt;
    return static_cast<std::size_t>(it - tokens_.begin());
  }

  /// Sentences may be as long as the article: they are searched for, not walked through.
  std::uint32_t start_of(std::uint32_t sentence) const {
    const auto it = std::lower_bound(tokens_.begin(), tokens_.end(), sentence,
                                     [](const Token& token, std::uint32_t s) { return token.sentence < s; });
    return it == tokens_.begin() ? 0U : it != tokens_.end() ? it->range.begin : block_.range.size();
  }

  const ArticleBlock& block_;
  const BlockMatches& matches_;
  const std::vector<Token>& tokens_;
};

}  // namespace

std::vector<PlacedMatch> place_matches(const Article& article, const BlockMatches& matches, ArticleWords& words) {
  const BlockWords block(article, matches, words.of_block(matches.block));
  std::vector<PlacedMatch> placed;
  for (const MatchSpan& span : matches.spans) {
    const auto first = block.at_position(span.first), last = block.at_position(span.last);
    if (first && last) placed.push_back(block.placed(*first, *last, span.part));
  }
  for (const WordMatch& word : matches.words) {
    if (const auto number = block.at_byte(word.range.begin))
      placed.push_back(block.placed(*number, *number, word.part));
  }
  return placed;
}

}  // namespace termknit
