// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/candidate_collector.h"

#include <algorithm>
#include <cmath>

#include "core/checksum.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kKeptOccurrences = 6;

/// Only blanks between two tokens: anything else (a comma, a bracket) ends a term.
bool joined(std::string_view text, const Token& left, const Token& right) {
  const std::string_view between = text.substr(left.range.end, right.range.begin - left.range.end);
  return between.find_first_not_of(" \t\n") == std::string_view::npos && between.size() <= 2;
}

bool has_letter(std::string_view folded) {
  // After folding, ASCII letters are small and every other letter is outside ASCII.
  return std::any_of(folded.begin(), folded.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

bool only(const PartOfSpeechSet& set, std::initializer_list<PartOfSpeech> allowed) {
  return !set.empty() && (set.bits() & ~PartOfSpeechSet(allowed).bits()) == 0;
}

}  // namespace

std::size_t CandidateCollector::KeyHash::operator()(const std::vector<std::uint32_t>& key) const {
  return checksum({reinterpret_cast<const char*>(key.data()), key.size() * sizeof(std::uint32_t)});
}

CandidateCollector::CandidateCollector(LanguageResources& resources, LanguageTag language, const FrequencyList& general)
    : language_(std::move(language)), profile_(resources.profile(language_)), general_(general) {}

WordInfo CandidateCollector::classify(const Token& token) const {
  WordInfo info;
  const std::string& folded = token.folded;
  info.stop = profile_.is_stop_word(folded);
  info.inner = profile_.is_inner_word(folded);
  info.number = !has_letter(folded) || (folded[0] >= '0' && folded[0] <= '9');
  // One letter is a name, a variable or a list mark.
  if (code_points(folded) < 2) info.stop = true;
  const PartOfSpeechSet& parts = token.analysis->parts_of_speech;
  using enum PartOfSpeech;
  if (only(parts, {verb, adverb, function_word, number, other})) info.can_be_head = info.can_be_modifier = false;
  if (only(parts, {function_word})) info.stop = true;
  if (only(parts, {adjective, adverb, verb})) info.can_be_head = false;
  return info;
}

std::uint32_t CandidateCollector::form_number(std::string_view form, const Token& token) {
  if (const auto it = form_numbers_.find(form); it != form_numbers_.end()) return it->second;
  const auto number = static_cast<std::uint32_t>(forms_.size());
  WordInfo info = classify(token);
  const std::string lemma = fold(token.analysis->lemma());
  const auto [it, fresh] = lemma_numbers_.emplace(lemma, static_cast<std::uint32_t>(lemmas_.size()));
  if (fresh) {
    lemmas_.push_back(lemma);
    lemma_counts_.push_back(0);
    lemma_general_.push_back(0);
  }
  info.lemma = it->second;
  // Two spellings of one folded form (Kunde, KUNDE) must not count its general frequency twice.
  if (counted_.insert(token.folded).second) lemma_general_[info.lemma] += general_.probability(token.folded);
  form_numbers_.emplace(form, number);
  forms_.emplace_back(form);
  infos_.push_back(info);
  analyses_.push_back(token.analysis);
  return number;
}

void CandidateCollector::add_block(std::string_view text, const std::vector<Token>& tokens, std::uint32_t article,
                                   std::uint32_t block) {
  numbers_.clear();
  for (const Token& token : tokens) {
    const std::uint32_t number = form_number(token.range.of(text), token);
    numbers_.push_back(number);
    ++lemma_counts_[infos_[number].lemma];
  }
  running_words_ += tokens.size();
  std::size_t begin = 0;
  while (begin < tokens.size()) {
    std::size_t end = begin + 1;
    while (end < tokens.size() && tokens[end].sentence == tokens[begin].sentence) ++end;
    add_candidates(text, tokens, begin, end, {article, block, tokens[begin].sentence});
    begin = end;
  }
}

void CandidateCollector::add_candidates(std::string_view text, const std::vector<Token>& tokens, std::size_t begin,
                                        std::size_t end, Occurrence where) {
  // True if the word at i (or the sentence's edge, or punctuation) cannot be part of a term together with its
  // neighbour.
  const auto delimits = [&](std::size_t i) { return infos_[numbers_[i]].stop || infos_[numbers_[i]].number; };
  for (std::size_t first = begin; first < end; ++first) {
    const WordInfo& start = infos_[numbers_[first]];
    if (start.stop || start.inner || start.number || !start.can_be_modifier) continue;
    const bool left_free = first == begin || !joined(text, tokens[first - 1], tokens[first]) || delimits(first - 1);
    bool inner = false;
    for (std::size_t last = first; last < std::min(end, first + kMaxTermWords); ++last) {
      if (last > first && !joined(text, tokens[last - 1], tokens[last])) break;
      const WordInfo& word = infos_[numbers_[last]];
      if (last > first) {
        if (word.inner) {
          inner = true;
          continue;
        }
        if (word.stop || !word.can_be_modifier) break;
      }
      if (word.number || word.inner) continue;
      const bool single = first == last;
      if (!single && !word.can_be_head && !start.can_be_head) continue;
      const bool right_free = last + 1 == end || !joined(text, tokens[last], tokens[last + 1]) || delimits(last + 1);
      count(&numbers_[first], last - first + 1, inner, left_free && right_free, where);
    }
  }
}

void CandidateCollector::count(const std::uint32_t* forms, std::size_t size, bool inner, bool independent,
                               Occurrence where) {
  std::vector<std::uint32_t> key(size);
  for (std::size_t i = 0; i < size; ++i) key[i] = infos_[forms[i]].lemma;
  const auto [it, fresh] = group_numbers_.emplace(std::move(key), static_cast<std::uint32_t>(groups_.size()));
  if (fresh) groups_.emplace_back().key = it->first;
  CandidateGroup& group = groups_[it->second];
  ++group.forms[std::vector<std::uint32_t>(forms, forms + size)];
  ++group.frequency;
  group.independent += independent;
  group.has_inner_word = group.has_inner_word || inner;
  const bool new_article = group.last_article != where.article;
  if (new_article) ++group.articles;
  group.last_article = where.article;
  if (group.occurrences.size() < kKeptOccurrences && (new_article || group.occurrences.size() < kKeptOccurrences / 2)) {
    group.occurrences.push_back(where);
  }
}

double CandidateCollector::weirdness(std::uint32_t lemma) const {
  if (lemma_general_[lemma] <= 0) return 0;
  const double here =
      static_cast<double>(lemma_counts_[lemma]) / static_cast<double>(std::max<std::uint64_t>(running_words_, 1));
  return std::log(here / lemma_general_[lemma]);
}

}  // namespace termknit
