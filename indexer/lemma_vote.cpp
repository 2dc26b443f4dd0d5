// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/lemma_vote.h"

#include <algorithm>

#include "language/text.h"

namespace termknit {
namespace {

class VotedVocabulary : public Vocabulary {
 public:
  VotedVocabulary(std::shared_ptr<const Vocabulary> stored, std::map<LanguageTag, LemmaVote> votes)
      : stored_(std::move(stored)), votes_(std::move(votes)) {}

  std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const override {
    auto analysis = stored_->find(language, form);
    const auto vote = votes_.find(language.language());
    if (!analysis || vote == votes_.end()) return analysis;
    const std::size_t winner = vote->second.winner(*analysis);
    if (winner == 0) return analysis;
    auto voted = std::make_shared<WordAnalysis>(*analysis);
    const auto first = voted->lemmas.begin();
    std::rotate(first, first + static_cast<std::ptrdiff_t>(winner), first + static_cast<std::ptrdiff_t>(winner) + 1);
    return voted;
  }

 private:
  std::shared_ptr<const Vocabulary> stored_;
  std::map<LanguageTag, LemmaVote> votes_;
};

}  // namespace

void LemmaVote::add(const WordAnalysis& analysis, std::uint32_t articles) {
  const double share = static_cast<double>(articles) / static_cast<double>(analysis.lemmas.size());
  for (const std::string& lemma : analysis.lemmas) support_[fold(lemma)] += share;
}

double LemmaVote::support(const std::string& lemma) const {
  const auto it = support_.find(fold(lemma));
  return it == support_.end() ? 0 : it->second;
}

std::size_t LemmaVote::winner(const WordAnalysis& analysis) const {
  std::size_t best = 0;
  if (analysis.lemmas.size() < 2) return best;
  const double needed = margin_ * support(analysis.lemmas.front());
  double most = needed;
  for (std::size_t i = 1; i < analysis.lemmas.size(); ++i) {
    const double votes = support(analysis.lemmas[i]);
    if (votes <= most) continue;
    most = votes;
    best = i;
  }
  return best;
}

std::shared_ptr<const Vocabulary> vocabulary_with_voted_lemmas(const ArticleIndex& index,
                                                               LanguageResources& resources) {
  std::map<LanguageTag, LemmaVote> votes;
  for (const auto& [tag, count] : index.languages()) {
    const LanguageTag language = tag.language();
    const double margin = resources.profile(language).lemma_vote_margin;
    if (margin <= 0) continue;
    const auto [vote, fresh] = votes.try_emplace(language, margin);
    if (!fresh) continue;
    index.for_each_form(
        language, [&](const WordAnalysis& analysis, std::uint32_t articles) { vote->second.add(analysis, articles); });
  }
  return std::make_shared<VotedVocabulary>(index.vocabulary(), std::move(votes));
}

}  // namespace termknit
