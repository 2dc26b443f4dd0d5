// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/context_vectors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/parallel.h"
#include "glossary/alignment/candidate_finder.h"

namespace termknit {
namespace {

constexpr std::uint64_t kMostText = 48 << 20, kBatchText = 4 << 20;
constexpr std::size_t kMostPairs = 2'000'000;  // counted at a time
constexpr std::size_t kMostContexts = 100;     // kept of a term, the most telling
constexpr std::size_t kLeastCarried = 5;       // of them, to compare
constexpr std::size_t kContextWords = 1'500;   // of a language, the most frequent

/// Counts of pairs; where they become too many, the rarest are forgotten.
class PairCounts {
 public:
  void add(std::uint32_t a, std::uint32_t b) {
    ++counts_[(std::uint64_t{a} << 32) | b];
    if (counts_.size() <= kMostPairs) return;
    for (std::uint32_t least = 2; counts_.size() > kMostPairs / 2; ++least)
      std::erase_if(counts_, [&](const auto& entry) { return entry.second < least; });
  }
  const std::unordered_map<std::uint64_t, std::uint32_t>& all() const { return counts_; }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

}  // namespace

ContextVectors::ContextVectors(const std::vector<Paragraph>& paragraphs, const std::vector<std::uint32_t>& languages,
                               const std::vector<bool>& is_context) {
  std::vector<std::uint32_t> occurrences(is_context.size());
  std::map<std::uint32_t, double> of_language;
  for (const Paragraph& paragraph : paragraphs) {
    if (!paragraph.empty()) ++of_language[languages[paragraph.front()]];
    for (const std::uint32_t word : paragraph) ++occurrences[word];
  }
  PairCounts pairs;
  for (const Paragraph& paragraph : paragraphs) {
    for (const std::uint32_t word : paragraph) {
      if (occurrences[word] < kLeastForContexts) continue;
      for (const std::uint32_t context : paragraph) {
        if (context != word && is_context[context]) pairs.add(word, context);
      }
    }
  }
  vectors_.resize(is_context.size());
  for (const auto& [pair, count] : pairs.all()) {
    const auto word = static_cast<std::uint32_t>(pair >> 32), context = static_cast<std::uint32_t>(pair);
    if (count < 2) continue;
    const double expected =
        static_cast<double>(occurrences[word]) * occurrences[context] / of_language.at(languages[word]);
    const double more = std::log(count / expected);
    if (more > 0) vectors_[word].emplace_back(context, static_cast<float>(more * std::log1p(count)));
  }
  for (Vector& vector : vectors_) {
    std::sort(vector.begin(), vector.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (vector.size() > kMostContexts) vector.resize(kMostContexts);
    std::sort(vector.begin(), vector.end());
    double sum = 0;
    for (const auto& [context, weight] : vector) sum += static_cast<double>(weight) * weight;
    for (auto& [context, weight] : vector) weight = static_cast<float>(weight / std::sqrt(sum));
  }
}

std::optional<double> ContextVectors::similarity(std::uint32_t a, std::uint32_t b, const Carry& carry) const {
  if (vectors_.empty() || vectors_[a].empty() || vectors_[b].empty()) return std::nullopt;
  std::map<std::uint32_t, double> carried;
  for (const auto& [context, weight] : vectors_[a]) {
    if (const auto there = carry(context)) carried[*there] += weight;
  }
  if (carried.size() < kLeastCarried) return std::nullopt;
  double product = 0, length = 0;
  auto other = vectors_[b].begin();
  for (const auto& [context, weight] : carried) {
    length += weight * weight;
    while (other != vectors_[b].end() && other->first < context) ++other;
    if (other != vectors_[b].end() && other->first == context) product += weight * other->second;
  }
  return product / std::sqrt(length);
}

namespace {

/// The most frequent words of each language.
std::vector<bool> context_words(const std::vector<TermCandidate>& candidates) {
  std::map<LanguageTag, std::vector<std::uint32_t>> words;
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].key.size() == 1) words[candidates[i].language].push_back(i);
  }
  std::vector<bool> is_context(candidates.size());
  for (auto& [language, numbers] : words) {
    std::stable_sort(numbers.begin(), numbers.end(), [&](std::uint32_t a, std::uint32_t b) {
      return candidates[a].frequency > candidates[b].frequency;
    });
    if (numbers.size() > kContextWords) numbers.resize(kContextWords);
    for (const std::uint32_t number : numbers) is_context[number] = true;
  }
  return is_context;
}

}  // namespace

ContextVectors context_vectors(const ArticleIndex& index, LanguageResources& resources,
                               const std::vector<TermCandidate>& candidates, unsigned jobs, const StopRequested& stop) {
  const std::map<LanguageTag, CandidateNumbers> numbers = candidate_numbers(candidates);
  std::vector<ContextVectors::Paragraph> paragraphs;
  std::vector<Article> batch;
  std::uint64_t bytes = 0, all = 0;
  const auto add_batch = [&] {
    std::vector<std::vector<ContextVectors::Paragraph>> found(batch.size());
    parallel_for(batch.size(), jobs, [&](std::size_t i, unsigned) {
      const LanguageTag language = batch[i].language.language();
      Analyzer analyzer(resources, language);
      for (const ArticleBlock& block : batch[i].blocks) {
        if (block.boilerplate || (!block.language.undetermined() && block.language.language() != language)) continue;
        const std::vector<Token> tokens = analyzer.analyze(block.range.of(batch[i].text));
        ContextVectors::Paragraph& paragraph = found[i].emplace_back();
        for (const CandidateCount& candidate : find_candidates(numbers.at(language), tokens, 0, tokens.size()))
          paragraph.push_back(candidate.first);
      }
    });
    for (auto& of_article : found) std::move(of_article.begin(), of_article.end(), std::back_inserter(paragraphs));
    batch.clear();
    bytes = 0;
  };
  index.for_each_article([&](const Article& article) {
    if (!numbers.contains(article.language.language())) return true;
    batch.push_back(article);
    bytes += article.text.size();
    all += article.text.size();
    if (bytes >= kBatchText) add_batch();
    return all < kMostText && !(stop && stop());
  });
  add_batch();
  std::vector<std::uint32_t> languages;
  for (const TermCandidate& candidate : candidates) {
    languages.push_back(static_cast<std::uint32_t>(std::distance(numbers.begin(), numbers.find(candidate.language))));
  }
  return {paragraphs, languages, context_words(candidates)};
}

}  // namespace termknit
