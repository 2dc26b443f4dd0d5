// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/dictionary_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace termknit {
namespace {

constexpr std::size_t kCachedGlosses = 20'000;
constexpr double kLexiconWeight = 3;      // a concept of the lexicon was written as one sense; a dictionary entry lists what may come
constexpr double kLeastThroughEnglish = 0.03;
constexpr std::size_t kMaxPivots = 24;

const LanguageTag& english() {
  static const LanguageTag tag = LanguageTag::parse("en");
  return tag;
}

/// Later terms of an entry are less usual.
double rank_weight(std::size_t rank) {
  return 1.0 / (1.0 + 0.5 * static_cast<double>(rank));
}

bool serves(const DictionaryResource& resource, const LanguageTag& a, const LanguageTag& b) {
  const auto has = [&](const LanguageTag& tag) {
    return std::find(resource.languages.begin(), resource.languages.end(), tag) != resource.languages.end();
  };
  return resource.compiled && has(a) && has(b);
}

bool is_source_term(const GroupSide& side, const std::vector<std::string>& keys, std::size_t& rank) {
  for (std::size_t i = 0; i < side.terms.size(); ++i) {
    if (std::find(keys.begin(), keys.end(), dictionary_key(side.terms[i])) == keys.end()) continue;
    rank = i;
    return true;
  }
  rank = 0;  // found by a lemma key
  return true;
}

}  // namespace

DictionaryEvidence::DictionaryEvidence(std::vector<DictionaryResource> resources) : resources_(std::move(resources)) {}

std::shared_ptr<const DictionaryEvidence::Glosses> DictionaryEvidence::glosses(const LanguageTag& language, const std::vector<std::string>& keys,
                                                                               const LanguageTag& target) const {
  std::string cache_key = language.str() + '\t' + target.str();
  for (const std::string& key : keys) cache_key += '\t' + key;
  {
    const std::lock_guard lock(mutex_);
    if (const auto it = cache_.find(cache_key); it != cache_.end()) return it->second;
  }
  auto found = std::make_shared<Glosses>();
  double total = 0;
  std::map<std::string, double> lexicon_total;
  for (std::size_t r = 0; r < resources_.size(); ++r) {
    const DictionaryResource& resource = resources_[r];
    if (!serves(resource, language, target)) continue;
    const double weight = resource.kind == EvidenceKind::lexicon ? kLexiconWeight : 1;
    // The first key that the dictionary knows is the term as meant; other lemmas of the form are other words.
    for (const std::string& key : keys) {
      const std::vector<TranslationGroup> groups = resource.compiled->find(language, key);
      for (const TranslationGroup& group : groups) {
        const GroupSide* from = group.side(language);
        const GroupSide* to = group.side(target);
        std::size_t source_rank = 0;
        if (!from || !to || !is_source_term(*from, keys, source_rank)) continue;
        for (std::size_t i = 0; i < to->terms.size(); ++i) {
          const double share = weight * rank_weight(i) * rank_weight(source_rank);
          Gloss& gloss = (*found)[dictionary_key(to->terms[i])];
          if (gloss.share == 0) {
            gloss.term = to->terms[i];
            gloss.part_of_speech = group.part_of_speech;
            gloss.resource = r;
          }
          gloss.share += share;
          total += share;
        }
      }
      if (!groups.empty()) break;
    }
  }
  if (total > 0) {
    for (auto& [key, gloss] : *found) gloss.share /= total;
  }
  const std::lock_guard lock(mutex_);
  if (cache_.size() >= kCachedGlosses) cache_.clear();
  return cache_.emplace(std::move(cache_key), std::move(found)).first->second;
}

std::vector<Equivalent> DictionaryEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  std::map<std::string, Equivalent> found;
  add_direct(query, target, found);
  if (query.language != english() && target != english()) add_through_english(query, target, found);
  std::vector<Equivalent> all;
  for (auto& [key, equivalent] : found) all.push_back(std::move(equivalent));
  return all;
}

void DictionaryEvidence::add_direct(const TermQuery& query, const LanguageTag& target, std::map<std::string, Equivalent>& found) const {
  for (const DictionaryResource& resource : resources_) {
    if (!serves(resource, query.language, target)) continue;
    for (const std::string& key : query.keys) {
      const std::vector<TranslationGroup> groups = resource.compiled->find(query.language, key);
      double total = 0;
      std::map<std::string, std::pair<double, std::string>> shares;
      for (const TranslationGroup& group : groups) {
        const GroupSide* from = group.side(query.language);
        const GroupSide* to = group.side(target);
        std::size_t source_rank = 0;
        if (!from || !to || !is_source_term(*from, query.keys, source_rank)) continue;
        for (std::size_t i = 0; i < to->terms.size(); ++i) {
          const double share = rank_weight(i) * rank_weight(source_rank);
          total += share;
          auto& [sum, detail] = shares[dictionary_key(to->terms[i])];
          sum += share;
          Equivalent& equivalent = found[dictionary_key(to->terms[i])];
          if (equivalent.term.empty()) {
            equivalent.term = to->terms[i];
            equivalent.key = dictionary_key(to->terms[i]);
          }
          if (equivalent.part_of_speech == PartOfSpeech::other) equivalent.part_of_speech = group.part_of_speech;
          if (detail.empty()) {
            detail = fmt::format("{} = {}", from->terms[source_rank], to->terms[i]);
            if (!group.label.empty()) detail += fmt::format(" [{}]", group.label);
          }
        }
      }
      for (const auto& [target_key, share] : shares) {
        Witness witness{.kind = resource.kind, .origin = resource.origin, .detail = share.second, .strength = share.first / total, .pivot = {}};
        found[target_key].witnesses.push_back(std::move(witness));
      }
      if (!groups.empty()) break;
    }
  }
}

void DictionaryEvidence::add_through_english(const TermQuery& query, const LanguageTag& target, std::map<std::string, Equivalent>& found) const {
  const auto source_glosses = glosses(query.language, query.keys, english());
  std::vector<std::pair<double, std::string>> pivots;
  for (const auto& [key, gloss] : *source_glosses) pivots.emplace_back(-gloss.share, key);
  std::sort(pivots.begin(), pivots.end());
  if (pivots.size() > kMaxPivots) pivots.resize(kMaxPivots);
  struct Meeting {
    Gloss gloss;
    double strength = 0, best = 0;
    std::string pivot;
  };
  std::map<std::string, Meeting> meetings;
  for (const auto& [negative_share, pivot] : pivots) {
    for (const auto& [target_key, gloss] : *glosses(english(), {pivot}, target)) meetings[target_key].gloss = gloss;
  }
  for (auto& [target_key, meeting] : meetings) {
    // Inverse consultation: the target's own English glosses, compared with the source's (Bhattacharyya coefficient).
    const auto target_glosses = glosses(target, {target_key}, english());
    for (const auto& [negative_share, pivot] : pivots) {
      const auto it = target_glosses->find(pivot);
      if (it == target_glosses->end()) continue;
      const double shared = std::sqrt(-negative_share * it->second.share);
      meeting.strength += shared;
      if (shared > meeting.best) {
        meeting.best = shared;
        meeting.pivot = source_glosses->at(pivot).term;
      }
    }
    if (meeting.strength < kLeastThroughEnglish) continue;
    Equivalent& equivalent = found[target_key];
    if (equivalent.term.empty()) {
      equivalent.term = meeting.gloss.term;
      equivalent.key = target_key;
      equivalent.part_of_speech = meeting.gloss.part_of_speech;
    }
    Witness witness;
    witness.kind = EvidenceKind::dictionary;
    witness.origin = "through English";
    witness.detail = fmt::format("{} = {} = {}", query.term, meeting.pivot, equivalent.term);
    witness.strength = std::min(meeting.strength, 1.0);
    witness.pivot = meeting.pivot;
    equivalent.witnesses.push_back(std::move(witness));
  }
}

double DictionaryEvidence::synonymy(const TermQuery& a, const TermQuery& b) const {
  for (const DictionaryResource& resource : resources_) {
    if (resource.kind != EvidenceKind::lexicon || !resource.compiled) continue;
    for (const std::string& key : a.keys) {
      for (const TranslationGroup& group : resource.compiled->find(a.language, key)) {
        const GroupSide* side = group.side(b.language);
        if (!side) continue;
        for (const std::string& term : side->terms) {
          if (std::find(b.keys.begin(), b.keys.end(), dictionary_key(term)) != b.keys.end()) return 1;
        }
      }
    }
  }
  if (a.language == english()) return 0;
  const auto left = glosses(a.language, a.keys, english());
  const auto right = glosses(b.language, b.keys, english());
  double shared = 0;
  for (const auto& [key, gloss] : *left) {
    if (const auto it = right->find(key); it != right->end()) shared += std::sqrt(gloss.share * it->second.share);
  }
  return std::min(shared, 1.0);
}

}  // namespace termknit
