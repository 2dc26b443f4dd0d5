// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/term_extraction.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/parallel.h"
#include "core/tsv.h"
#include "glossary/extraction/candidate_collector.h"
#include "glossary/extraction/term_contexts.h"
#include "glossary/extraction/term_ranking.h"
#include "indexer/repeated_blocks.h"
#include "language/analyzer.h"
#include "language/citation_form.h"
#include "language/language_identifier.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::uint64_t kBatchBytes = 8 << 20;  // of text analysed before it is counted
constexpr std::size_t kDeepShare = 6,
                      kDeepLeast = 1500;  // how far below the cut-off a term may still be found by its equivalents

constexpr std::uint32_t kSureTitle = 3;  // occurrences inside sentences

constexpr std::uint64_t kLeastWords = 200;  // running words; with fewer, chance decides which are frequent
/// Every language of our stop lists has 27 % and more stop words in its texts, and 5 % at most in another's (measured
/// on the ACTER, MicrosoftDocs and sample articles).
constexpr double kLeastStopWords = 0.08;
/// A text has so many of its own language's stop words against those of the language it seems to be.
constexpr double kLeastOfGuessed = 0.6;

/// What extraction found in one language, with the groups the candidates come from.
struct Found {
  std::vector<TermCandidate> candidates{};
  std::vector<std::uint32_t> groups{};
  std::vector<Diagnostic> diagnostics{};
};

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
    std::vector<Found> found(languages.size());
    parallel_for(languages.size(), options_.jobs, [&](std::size_t i, unsigned) { found[i] = finish(languages[i]); });
    std::vector<TermCandidate> all;
    std::vector<std::vector<Occurrence>> occurrences;
    for (std::size_t i = 0; i < languages.size(); ++i) {
      for (const Diagnostic& diagnostic : found[i].diagnostics) {
        report(options_.sink, diagnostic.severity, diagnostic.message, diagnostic.place);
      }
      const CandidateCollector& collector = *collectors_.at(languages[i]);
      for (const std::uint32_t group : found[i].groups) occurrences.push_back(collector.groups()[group].occurrences);
      std::move(found[i].candidates.begin(), found[i].candidates.end(), std::back_inserter(all));
    }
    if (options_.contexts) add_contexts(index_, resources_, paths_, all, occurrences);
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
    }
    parallel_for(languages.size(), options_.jobs,
                 [&](std::size_t i, unsigned) { collect(batch, languages[i], *collectors[i]); });
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
                      CandidateCollector& collector) {
    for (const AnalysedArticle& analysed : batch) {
      for (std::uint32_t i = 0; i < analysed.tokens.size(); ++i) {
        const ArticleBlock& block = analysed.article.blocks[i];
        if (analysed.tokens[i].empty() || block.language.language() != language) continue;
        collector.add_block(block.range.of(analysed.article.text), analysed.tokens[i], analysed.number, i);
      }
    }
  }

  Found finish(const LanguageTag& language) {
    const CandidateCollector& collector = *collectors_.at(language);
    Found found;
    if (!is_plausible(language, collector, found.diagnostics) && !options_.all) return found;
    const TermRanking ranking(collector, read_spellings(resources_.options().data_folder / "languages" /
                                                        language.language().str() / "spellings.tsv"));
    const std::vector<RankedGroup> ranked = ranking.rank();
    const auto keeps = [&](const RankedGroup& each) {
      return options_.all || (options_.min_score ? each.score >= *options_.min_score : each.term);
    };
    const auto count = static_cast<std::size_t>(std::count_if(ranked.begin(), ranked.end(), keeps));
    const std::size_t wanted = options_.limit > 0 ? std::min(count, options_.limit) : count;
    const std::size_t deep = options_.deep ? std::min(ranked.size(), kDeepShare * wanted + kDeepLeast) : wanted;
    found.candidates.reserve(deep);
    std::size_t above = 0;
    std::unordered_map<std::string, std::size_t> by_term;
    for (const RankedGroup& each : ranked) {
      const bool full = found.candidates.size() >= deep;
      if (full && !options_.listed) break;
      const bool kept = keeps(each) && above < wanted;
      if (full ? !listed(language, collector, each) : !kept && !options_.deep) continue;
      TermCandidate next = candidate(language, collector, ranking, each);
      if (options_.rejected && options_.rejected(next)) continue;
      // Groups of two lemmas of one form may turn out to be one term (dny, of den or dno).
      if (const auto [it, fresh] = by_term.try_emplace(next.term, found.candidates.size()); !fresh) {
        join(found.candidates[it->second], next);
        continue;
      }
      next.above_cut_off = kept;
      above += kept;
      found.candidates.push_back(std::move(next));
      found.groups.push_back(each.group);
    }
    add_nested(collector, found);
    return found;
  }

  static void join(TermCandidate& kept, const TermCandidate& other) {
    kept.forms.insert(kept.forms.end(), other.forms.begin(), other.forms.end());
    sort_forms(kept);
    kept.frequency += other.frequency;
    kept.articles = std::max(kept.articles, other.articles);
  }

  static void sort_forms(TermCandidate& candidate) {
    std::sort(candidate.forms.begin(), candidate.forms.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
  }

  bool listed(const LanguageTag& language, const CandidateCollector& collector, const RankedGroup& ranked) const {
    if (!options_.listed) return false;
    std::string key;
    for (const std::uint32_t lemma : collector.groups()[ranked.group].key)
      key += (key.empty() ? "" : " ") + fold(collector.lemma(lemma));
    return options_.listed(language, key);
  }

  static double stop_word_share(const std::string& text, const LanguageProfile& profile) {
    std::size_t words = 0, stop_words = 0;
    for (const std::string_view line : split(text, '\n')) {
      for (const std::string_view word : split(line, ' ')) {
        words += !word.empty();
        stop_words += profile.is_stop_word(fold(word));
      }
    }
    return words == 0 ? 0 : static_cast<double>(stop_words) / static_cast<double>(words);
  }

  /// False if the text is of another language than it is said to be.
  bool is_plausible(const LanguageTag& language, const CandidateCollector& collector,
                    std::vector<Diagnostic>& diagnostics) const {
    const auto warn = [&](std::string message) { diagnostics.push_back({Severity::warning, std::move(message), {}}); };
    if (collector.running_words() > 0 && collector.running_words() < kLeastWords) {
      warn(
          fmt::format("'{}' has only {} words of running text: too little to tell terms from other words, so take the "
                      "order as a guess",
                      language.str(), collector.running_words()));
    }
    if (collector.profile().stop_words.empty()) return true;
    const LanguageGuess guess = identify_language(collector.sample());
    if (!guess.reliable || guess.language.language() == language) return true;
    // French and Dutch share "de", "en", "des": what counts is whose stop words there are more of.
    const double guessed = stop_word_share(collector.sample(), resources_.profile(guess.language.language()));
    if (collector.stop_word_share() >= kLeastStopWords &&
        stop_word_share(collector.sample(), collector.profile()) >= kLeastOfGuessed * guessed)
      return true;
    warn(
        fmt::format("the text marked '{}' is '{}' by its words; no terms are taken from it (index it again with --lang "
                    "{}, or extract with --all)",
                    language.str(), guess.language.str(), guess.language.str()));
    return false;
  }

  TermCandidate candidate(const LanguageTag& language, const CandidateCollector& collector, const TermRanking& ranking,
                          const RankedGroup& ranked) {
    const CandidateGroup& group = collector.groups()[ranked.group];
    TermCandidate candidate;
    candidate.language = language;
    candidate.score = ranked.score;
    candidate.why = ranking.explain(ranked);
    candidate.frequency = group.frequency;
    candidate.articles = group.articles;
    for (const std::uint32_t lemma : group.key) candidate.key.push_back(collector.lemma(lemma));
    const std::vector<ObservedVariant> observed = add_forms(collector, group, candidate);
    for (const std::uint32_t number : ranked.variants) {
      const CandidateGroup& variant = collector.groups()[number];
      const std::size_t before = candidate.forms.size();
      add_forms(collector, variant, candidate);
      candidate.frequency += variant.frequency;
      candidate.articles = std::max(candidate.articles, variant.articles);
      if (is_short_form(collector, variant)) candidate.abbreviations.push_back(candidate.forms[before].first);
    }
    sort_forms(candidate);
    candidate.proper_name = ranking.is_name(group);
    const std::string citation = citation_form(resources_, language, observed,
                                               [&](const std::string& form) { return collector.has_form(form); });
    candidate.term = candidate.proper_name ? name_form(collector, group, citation) : citation;
    if (is_title(collector, group)) candidate.term = to_title_first(candidate.term);
    const std::vector<std::uint32_t>& form = main_form(group);
    describe(candidate,
             collector.analysis(collector.profile().head == HeadPosition::first ? form.front() : form.back()),
             is_infinitive(collector, group));
    return candidate;
  }

  /// Wherever it stands inside a sentence its first word has a capital: Evropská unie.
  static bool is_title(const CandidateCollector& collector, const CandidateGroup& group) {
    return !collector.profile().nouns_capitalised && group.key.size() > 1 && group.within >= kSureTitle &&
           group.within_titles == group.within;
  }

  static std::string to_title_first(const std::string& term) {
    const std::size_t end = term.find(' ');
    return to_title(term.substr(0, end)) + (end == std::string::npos ? "" : term.substr(end));
  }

  /// A name is written as it is printed; where words are inflected, it has its dictionary form with those capitals.
  static std::string name_form(const CandidateCollector& collector, const CandidateGroup& group,
                               const std::string& citation) {
    const std::vector<std::uint32_t>& form = main_form(group);
    std::vector<std::string> printed;
    for (const std::uint32_t word : form) printed.push_back(collector.form(word));
    if (collector.profile().agreement.empty()) return join_words(printed);
    std::vector<std::string> words;
    for (const std::string_view word : split(citation, ' ')) words.emplace_back(word);
    for (std::size_t i = 0; i < words.size() && i < printed.size(); ++i) {
      if (fold(words[i]) == fold(printed[i])) {
        words[i] = printed[i];
      } else if (collector.info(form[i]).shape.capital) {
        words[i] = to_title(words[i]);
      }
    }
    return join_words(words);
  }

  static std::vector<ObservedVariant> add_forms(const CandidateCollector& collector, const CandidateGroup& group,
                                                TermCandidate& candidate) {
    std::vector<ObservedVariant> observed;
    for (const auto& [forms, count] : group.forms) {
      ObservedVariant variant{.words = {}, .count = count};
      for (const std::uint32_t form : forms) variant.words.push_back(collector.form(form));
      candidate.forms.emplace_back(join_words(variant.words), count);
      observed.push_back(std::move(variant));
    }
    return observed;
  }

  static bool is_short_form(const CandidateCollector& collector, const CandidateGroup& group) {
    return group.key.size() == 1 && collector.info(main_form(group).front()).shape.all_capitals;
  }

  /// Seen as an infinitive: to the dictionary it may be an adjective by its participles (cs: nabízet).
  static bool is_infinitive(const CandidateCollector& collector, const CandidateGroup& group) {
    return group.key.size() == 1 && std::any_of(group.forms.begin(), group.forms.end(), [&](const auto& form) {
             return collector.info(form.first.front()).alone;
           });
  }

  /// Part of speech and gender of the head.
  static void describe(TermCandidate& candidate, const WordAnalysis& head, bool infinitive) {
    using enum PartOfSpeech;
    const PartOfSpeechSet& parts = head.parts_of_speech;
    candidate.part_of_speech = infinitive && !parts.contains(noun)                                               ? verb
                               : candidate.key.size() > 1 || parts.contains(noun) || parts.contains(proper_noun) ? noun
                               : parts.contains(adjective) ? adjective
                               : parts.contains(verb)      ? verb
                               : parts.empty()             ? noun
                                                           : other;
    if (candidate.part_of_speech == noun) candidate.gender = head.gender;
  }

  /// Names under each term the shorter terms of the list inside it, longest first.
  static void add_nested(const CandidateCollector& collector, Found& found) {
    std::unordered_map<std::uint32_t, std::size_t> candidate_of;
    for (std::size_t i = 0; i < found.groups.size(); ++i) {
      if (found.candidates[i].above_cut_off) candidate_of.emplace(found.groups[i], i);
    }
    for (std::size_t i = 0; i < found.groups.size(); ++i) {
      if (!found.candidates[i].above_cut_off) continue;
      const std::vector<std::uint32_t>& key = collector.groups()[found.groups[i]].key;
      for (std::size_t size = key.size() - 1; size > 0; --size) {
        for (std::size_t at = 0; at + size <= key.size(); ++at) {
          const auto from = key.begin() + static_cast<std::ptrdiff_t>(at);
          const std::uint32_t* group = collector.find({from, from + static_cast<std::ptrdiff_t>(size)});
          const auto it = group ? candidate_of.find(*group) : candidate_of.end();
          if (it != candidate_of.end()) found.candidates[i].nested.push_back(found.candidates[it->second].term);
        }
      }
    }
  }

  const ArticleIndex& index_;
  LanguageResources& resources_;
  const FrequencyLists& frequencies_;
  const ExtractionOptions& options_;
  std::unordered_set<std::uint64_t> counted_copies_;  ///< blocks of copied articles
  std::vector<std::string> paths_;
  std::map<LanguageTag, std::unique_ptr<CandidateCollector>> collectors_;
};

}  // namespace

std::vector<TermCandidate> extract_terms(const ArticleIndex& index, LanguageResources& resources,
                                         const FrequencyLists& frequencies, const ExtractionOptions& options) {
  return Extraction(index, resources, frequencies, options).run();
}

}  // namespace termknit
