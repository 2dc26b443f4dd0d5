// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/translated_segments.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/checksum.h"
#include "core/parallel.h"
#include "glossary/alignment/candidate_finder.h"
#include "glossary/alignment/sentence_alignment.h"
#include "glossary/alignment/translated_articles.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::uint64_t kMostText = 48 << 20, kBatchText = 4 << 20;
constexpr std::size_t kMostLanguages = 64;

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

/// One sentence: what it looks like to the sentence aligner, and the candidates in it.
struct Sentence {
  SentenceFeatures features{};
  std::vector<CandidateCount> candidates{};
};

class SentenceReader {
 public:
  SentenceReader(LanguageResources& resources, const LanguageTag& language, const CandidateNumbers& numbers)
      : analyzer_(resources, language), numbers_(numbers) {}

  std::vector<Sentence> read(const Article& article) {
    std::vector<Sentence> sentences;
    for (const ArticleBlock& block : article.blocks) {
      if (block.boilerplate || (!block.language.undetermined() && block.language.language() != analyzer_.language()))
        continue;
      const std::string_view text = block.range.of(article.text);
      const std::vector<Token> tokens = analyzer_.analyze(text);
      for (std::size_t begin = 0; begin < tokens.size();) {
        std::size_t end = begin + 1;
        while (end < tokens.size() && tokens[end].sentence == tokens[begin].sentence) ++end;
        Sentence& sentence = sentences.emplace_back();
        const std::string_view piece =
            text.substr(tokens[begin].range.begin, tokens[end - 1].range.end - tokens[begin].range.begin);
        sentence.features = {.letters = static_cast<std::uint32_t>(code_points(piece)),
                             .kind = static_cast<std::uint8_t>(block.kind),
                             .first_of_block = begin == 0,
                             .anchors = anchor_words(piece)};
        sentence.candidates = find_candidates(numbers_, tokens, begin, end);
        begin = end;
      }
    }
    return sentences;
  }

 private:
  Analyzer analyzer_;
  const CandidateNumbers& numbers_;
};

/// Sentences of one group of articles, joined across its languages.
class SegmentJoiner {
 public:
  explicit SegmentJoiner(const std::vector<std::vector<Sentence>>& articles) : articles_(articles) {
    for (const auto& sentences : articles) {
      start_.push_back(parent_.size());
      parent_.resize(parent_.size() + sentences.size());
    }
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  /// False if the two are no translations of each other.
  bool join(std::size_t a, std::size_t b) {
    const SentenceAlignment alignment = align_sentences(features(a), features(b));
    if (alignment.quality < kTranslations) return false;
    for (const auto& [left, right] : alignment.pairs) {
      const std::size_t x = root(start_[a] + left), y = root(start_[b] + right);
      parent_[std::max(x, y)] = std::min(x, y);
    }
    return true;
  }

  std::size_t root(std::size_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  std::size_t node(std::size_t article, std::size_t sentence) const { return start_[article] + sentence; }

 private:
  std::vector<SentenceFeatures> features(std::size_t article) const {
    std::vector<SentenceFeatures> all;
    for (const Sentence& sentence : articles_[article]) all.push_back(sentence.features);
    return all;
  }

  const std::vector<std::vector<Sentence>>& articles_;
  std::vector<std::size_t> start_, parent_;
};

class SegmentReader {
 public:
  SegmentReader(const ArticleIndex& index, LanguageResources& resources, const std::vector<TermCandidate>& candidates,
                unsigned jobs, const StopRequested& stop)
      : index_(index), resources_(resources), jobs_(jobs), stop_(stop), numbers_(candidate_numbers(candidates)) {
    for (const auto& [language, numbers] : numbers_) found_.languages.push_back(language);
    found_.occurrences.resize(candidates.size());
  }

  TranslatedSegments run() {
    if (found_.languages.size() < 2 || found_.languages.size() > kMostLanguages) return {};
    const std::vector<std::vector<std::uint32_t>> groups = groups_of_articles();
    std::vector<std::vector<Article>> batch;
    std::uint64_t bytes = 0, all = 0;
    for (const auto& group : groups) {
      if (all > kMostText || (stop_ && stop_())) break;
      std::vector<Article>& articles = batch.emplace_back();
      for (const std::uint32_t number : group) {
        std::optional<Article> article = index_.find_article(features_[number].path);
        if (!article) continue;
        bytes += article->text.size();
        all += article->text.size();
        articles.push_back(std::move(*article));
      }
      if (bytes < kBatchText) continue;
      add(batch);
      batch.clear();
      bytes = 0;
    }
    add(batch);
    return std::move(found_);
  }

 private:
  std::vector<std::vector<std::uint32_t>> groups_of_articles() {
    index_.for_each_article([&](const Article& article) {
      const LanguageTag language = article.language.language();
      if (numbers_.contains(language)) features_.push_back({article.path, language, anchor_words(article.text)});
      return !(stop_ && stop_());
    });
    return translated_articles(features_);
  }

  void add(const std::vector<std::vector<Article>>& batch) {
    std::vector<std::vector<std::vector<Sentence>>> sentences(batch.size());
    std::vector<std::pair<std::size_t, std::size_t>> all;
    for (std::size_t g = 0; g < batch.size(); ++g) {
      sentences[g].resize(batch[g].size());
      for (std::size_t a = 0; a < batch[g].size(); ++a) all.emplace_back(g, a);
    }
    parallel_for(all.size(), jobs_, [&](std::size_t i, unsigned) {
      const auto [g, a] = all[i];
      const LanguageTag language = batch[g][a].language.language();
      sentences[g][a] = SentenceReader(resources_, language, numbers_.at(language)).read(batch[g][a]);
    });
    std::vector<std::optional<SegmentJoiner>> joiners(batch.size());
    std::vector<std::vector<bool>> used(batch.size());
    parallel_for(batch.size(), jobs_, [&](std::size_t g, unsigned) {
      used[g].assign(batch[g].size(), false);
      const std::size_t pivot = pivot_of(batch[g]);
      for (std::size_t a = 0; a < batch[g].size(); ++a) {
        if (a == pivot) continue;
        if (!joiners[g]) joiners[g].emplace(sentences[g]);
        used[g][a] = joiners[g]->join(pivot, a);
        if (used[g][a]) used[g][pivot] = true;
      }
    });
    for (std::size_t g = 0; g < batch.size(); ++g) {
      if (joiners[g]) append(batch[g], sentences[g], *joiners[g], used[g]);
    }
  }

  /// English where it is there: what the others were most likely translated from.
  static std::size_t pivot_of(const std::vector<Article>& articles) {
    for (std::size_t a = 0; a < articles.size(); ++a) {
      if (articles[a].language.language().str() == "en") return a;
    }
    return 0;
  }

  void append(const std::vector<Article>& articles, const std::vector<std::vector<Sentence>>& sentences,
              SegmentJoiner& joiner, const std::vector<bool>& used) {
    for (const bool translation : used) found_.refused += !translation;
    if (std::find(used.begin(), used.end(), true) == used.end()) return;
    ++found_.groups;
    std::unordered_map<std::size_t, std::uint32_t> segment_of;
    for (std::size_t a = 0; a < articles.size(); ++a) {
      if (!used[a]) continue;
      const auto language =
          std::lower_bound(found_.languages.begin(), found_.languages.end(), articles[a].language.language()) -
          found_.languages.begin();
      for (std::size_t s = 0; s < sentences[a].size(); ++s) {
        const auto [it, fresh] =
            segment_of.try_emplace(joiner.root(joiner.node(a, s)), static_cast<std::uint32_t>(found_.present.size()));
        if (fresh) found_.present.push_back(0);
        found_.present[it->second] |= std::uint64_t{1} << language;
        for (const auto& [candidate, count] : sentences[a][s].candidates) {
          auto& occurrences = found_.occurrences[candidate];
          if (!occurrences.empty() && occurrences.back().segment == it->second) {
            occurrences.back().count += count;
          } else {
            occurrences.push_back({it->second, count});
          }
        }
      }
    }
  }

  const ArticleIndex& index_;
  LanguageResources& resources_;
  unsigned jobs_;
  const StopRequested& stop_;
  std::map<LanguageTag, CandidateNumbers> numbers_;
  std::vector<ArticleFeatures> features_;
  TranslatedSegments found_;
};

/// Two sentences of one bead can be apart in the text: their counts meet in one segment all the same.
void tidy(std::vector<SegmentOccurrence>& occurrences) {
  std::sort(occurrences.begin(), occurrences.end(),
            [](const SegmentOccurrence& a, const SegmentOccurrence& b) { return a.segment < b.segment; });
  std::size_t kept = 0;
  for (const SegmentOccurrence& occurrence : occurrences) {
    if (kept > 0 && occurrences[kept - 1].segment == occurrence.segment) {
      occurrences[kept - 1].count += occurrence.count;
    } else {
      occurrences[kept++] = occurrence;
    }
  }
  occurrences.resize(kept);
}

}  // namespace

std::vector<std::uint64_t> anchor_words(std::string_view text) {
  std::vector<std::uint64_t> anchors;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_byte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    bool digit = false, inner_capital = false;
    for (; end < text.size() && is_word_byte(text[end]); ++end) {
      const auto c = static_cast<unsigned char>(text[end]);
      digit = digit || std::isdigit(c) != 0;
      inner_capital = inner_capital || (end > at && std::isupper(c) != 0);
    }
    if (digit || inner_capital) anchors.push_back(checksum(text.substr(at, end - at)));
    at = end;
  }
  std::sort(anchors.begin(), anchors.end());
  anchors.erase(std::unique(anchors.begin(), anchors.end()), anchors.end());
  return anchors;
}

TranslatedSegments translated_segments(const ArticleIndex& index, LanguageResources& resources,
                                       const std::vector<TermCandidate>& candidates, unsigned jobs,
                                       const StopRequested& stop) {
  TranslatedSegments segments = SegmentReader(index, resources, candidates, jobs, stop).run();
  for (auto& occurrences : segments.occurrences) tidy(occurrences);
  return segments;
}

}  // namespace termknit
