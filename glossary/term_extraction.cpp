// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/term_extraction.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/checksum.h"
#include "core/parallel.h"
#include "glossary/candidate_collector.h"
#include "glossary/term_contexts.h"
#include "glossary/term_ranking.h"
#include "indexer/repeated_blocks.h"
#include "language/analyzer.h"
#include "language/citation_form.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::uint64_t kBatchBytes = 8 << 20;  // of text analysed before it is counted
constexpr std::size_t kDeepShare = 6,
                      kDeepLeast = 1500;  // how far below the cut-off a term may still be found by its equivalents

/// An article with the tokens of the blocks that count.
struct AnalysedArticle {
  Article article;
  std::uint32_t number = 0;
  std::vector<bool> counts;                // per block
  std::vector<std::vector<Token>> tokens;  // per block; empty for those that do not count
};

class Extraction {
 public:
  Extraction(const ArticleIndex& index, LanguageResources& resources, const FrequencyLists& frequencies,
             const ExtractionOptions& options)
      : index_(index), resources_(resources), frequencies_(frequencies), options_(options) {}

  std::vector<TermCandidate> run() {
    read_articles();
    std::vector<LanguageTag> languages;
    for (const auto& [language, collector] : collectors_) languages.push_back(language);
    std::vector<std::vector<TermCandidate>> found(languages.size());
    parallel_for(languages.size(), options_.jobs, [&](std::size_t i, unsigned) { found[i] = finish(languages[i]); });
    std::vector<TermCandidate> all;
    for (auto& candidates : found) std::move(candidates.begin(), candidates.end(), std::back_inserter(all));
    add_contexts(index_, resources_, paths_, all, occurrences_of(all));
    return all;
  }

 private:
  bool wanted(const LanguageTag& language) const {
    if (language.undetermined()) return false;
    if (options_.languages.empty()) return true;
    return std::find(options_.languages.begin(), options_.languages.end(), language) != options_.languages.end();
  }

  /// Boilerplate says nothing, nor does what is repeated in many articles. Of an article that is there several times
  /// each block counts once.
  std::vector<bool> counting_blocks(const Article& article) {
    const bool copy = is_copy(article);
    std::vector<bool> counts;
    for (const ArticleBlock& block : article.blocks) {
      const bool new_here =
          !block.repeated || (copy && counted_copies_.insert(checksum(block.range.of(article.text))).second);
      counts.push_back(!block.boilerplate && new_here);
    }
    return counts;
  }

  void read_articles() {
    std::vector<AnalysedArticle> batch;
    std::uint64_t bytes = 0;
    index_.for_each_article([&](const Article& article) {
      bytes += article.text.size();
      batch.push_back({article, static_cast<std::uint32_t>(paths_.size()), counting_blocks(article), {}});
      paths_.push_back(article.path);
      if (bytes >= kBatchBytes) {
        count(batch);
        batch.clear();
        bytes = 0;
      }
      return !(options_.stop && options_.stop());
    });
    count(batch);
  }

  void count(std::vector<AnalysedArticle>& batch) {
    parallel_for(batch.size(), options_.jobs, [&](std::size_t i, unsigned) { analyse(batch[i]); });
    std::set<LanguageTag> present;
    for (const AnalysedArticle& analysed : batch) {
      for (const ArticleBlock& block : analysed.article.blocks) {
        if (wanted(block.language.language())) present.insert(block.language.language());
      }
    }
    std::vector<CandidateCollector*> collectors;
    std::vector<LanguageTag> languages(present.begin(), present.end());
    for (const LanguageTag& language : languages) {
      std::unique_ptr<CandidateCollector>& collector = collectors_[language];
      if (!collector) collector = std::make_unique<CandidateCollector>(resources_, language, frequencies_.of(language));
      collectors.push_back(collector.get());
      article_counts_[language];
    }
    parallel_for(languages.size(), options_.jobs, [&](std::size_t i, unsigned) {
      collect(batch, languages[i], *collectors[i], article_counts_.at(languages[i]));
    });
  }

  void analyse(AnalysedArticle& analysed) const {
    std::map<LanguageTag, Analyzer> analyzers;
    analysed.tokens.resize(analysed.article.blocks.size());
    for (std::size_t i = 0; i < analysed.article.blocks.size(); ++i) {
      const ArticleBlock& block = analysed.article.blocks[i];
      const LanguageTag language = block.language.language();
      if (!analysed.counts[i] || !wanted(language)) continue;
      const auto it = analyzers.try_emplace(language, resources_, language).first;
      analysed.tokens[i] = it->second.analyze(block.range.of(analysed.article.text));
    }
  }

  static void collect(const std::vector<AnalysedArticle>& batch, const LanguageTag& language,
                      CandidateCollector& collector, std::uint32_t& article_count) {
    for (const AnalysedArticle& analysed : batch) {
      bool counted = false;
      for (std::uint32_t i = 0; i < analysed.tokens.size(); ++i) {
        const ArticleBlock& block = analysed.article.blocks[i];
        if (analysed.tokens[i].empty() || block.language.language() != language) continue;
        collector.add_block(block.range.of(analysed.article.text), analysed.tokens[i], analysed.number, i);
        counted = true;
      }
      article_count += counted;
    }
  }

  std::vector<TermCandidate> finish(const LanguageTag& language) {
    const CandidateCollector& collector = *collectors_.at(language);
    std::vector<RankedGroup> ranked = rank_groups(collector, article_counts_.at(language));
    std::size_t count = options_.all ? ranked.size() : cut_off(collector, ranked);
    if (options_.min_score) {
      count = 0;
      while (count < ranked.size() && ranked[count].score >= *options_.min_score) ++count;
    }
    if (options_.limit > 0) count = std::min(count, options_.limit);
    const std::size_t deep = options_.deep ? std::min(ranked.size(), kDeepShare * count + kDeepLeast) : count;
    std::vector<TermCandidate> candidates;
    candidates.reserve(deep);
    for (std::size_t i = 0; i < deep; ++i) {
      candidates.push_back(candidate(language, collector, ranked[i]));
      candidates.back().above_cut_off = i < count;
    }
    return candidates;
  }

  TermCandidate candidate(const LanguageTag& language, const CandidateCollector& collector, const RankedGroup& ranked) {
    const CandidateGroup& group = collector.groups()[ranked.group];
    TermCandidate candidate;
    candidate.language = language;
    candidate.score = term_score(collector, group, article_counts_.at(language), &candidate.why);
    candidate.frequency = group.frequency;
    candidate.articles = group.articles;
    for (const std::uint32_t lemma : group.key) candidate.key.push_back(collector.lemma(lemma));
    std::vector<ObservedVariant> variants;
    for (const auto& [forms, count] : group.forms) {
      ObservedVariant variant{.words = {}, .count = count};
      for (const std::uint32_t form : forms) variant.words.push_back(collector.form(form));
      std::string surface = variant.words.front();
      for (std::size_t i = 1; i < variant.words.size(); ++i) surface += ' ' + variant.words[i];
      candidate.forms.emplace_back(std::move(surface), count);
      variants.push_back(std::move(variant));
    }
    std::sort(candidate.forms.begin(), candidate.forms.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    candidate.term = citation_form(resources_, language, variants);
    describe(candidate, collector.analysis(group.forms.begin()->first.back()));
    return candidate;
  }

  /// Part of speech and gender of the head, which stands last in these languages.
  static void describe(TermCandidate& candidate, const WordAnalysis& head) {
    using enum PartOfSpeech;
    candidate.gender = head.gender;
    const PartOfSpeechSet& parts = head.parts_of_speech;
    candidate.part_of_speech = candidate.key.size() > 1 || parts.contains(noun) || parts.contains(proper_noun) ? noun
                               : parts.contains(adjective) ? adjective
                               : parts.contains(verb)      ? verb
                               : parts.empty()             ? noun
                                                           : other;
    candidate.proper_name = parts == PartOfSpeechSet{proper_noun};
  }

  std::vector<std::vector<Occurrence>> occurrences_of(const std::vector<TermCandidate>& candidates) const {
    std::vector<std::vector<Occurrence>> occurrences(candidates.size());
    std::map<LanguageTag, std::map<std::vector<std::string>, const CandidateGroup*>> by_key;
    for (const auto& [language, collector] : collectors_) {
      for (const CandidateGroup& group : collector->groups()) {
        std::vector<std::string> key;
        for (const std::uint32_t lemma : group.key) key.push_back(collector->lemma(lemma));
        by_key[language].emplace(std::move(key), &group);
      }
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      occurrences[i] = by_key.at(candidates[i].language).at(candidates[i].key)->occurrences;
    }
    return occurrences;
  }

  const ArticleIndex& index_;
  LanguageResources& resources_;
  const FrequencyLists& frequencies_;
  const ExtractionOptions& options_;
  std::unordered_set<std::uint64_t> counted_copies_;  ///< blocks of copied articles
  std::vector<std::string> paths_;
  std::map<LanguageTag, std::unique_ptr<CandidateCollector>> collectors_;
  std::map<LanguageTag, std::uint32_t> article_counts_;
};

}  // namespace

std::vector<TermCandidate> extract_terms(const ArticleIndex& index, LanguageResources& resources,
                                         const FrequencyLists& frequencies, const ExtractionOptions& options) {
  return Extraction(index, resources, frequencies, options).run();
}

}  // namespace termknit
