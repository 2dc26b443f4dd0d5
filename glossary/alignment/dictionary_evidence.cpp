// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/dictionary_evidence.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "glossary/dictionaries/part_patterns.h"
#include "glossary/dictionaries/usage_label.h"

namespace termknit {
namespace {

constexpr std::size_t kCachedGlosses = 4'000;  // a shard
constexpr double kLexiconWeight =
    3;  // a concept of the lexicon was written as one sense; a dictionary entry lists what may come
constexpr double kLeastThroughEnglish = 0.01;
constexpr double kThesaurusSynonymy = 0.4;  // thesauri hold related words as well
constexpr std::size_t kMaxPivots = 24;
constexpr double kUsedAsHead = 0.35;     // of the logarithm of how often longer terms use the sense
constexpr double kMarkedUsage = 0.3;     // slang, obsolete: not what a text calls the thing
constexpr double kVerbBesideNoun = 0.6;  // a word asked about in a glossary is a noun, if it can be one: quote, claim

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

bool has_key(const GroupSide& side, const std::string& key) {
  return std::any_of(side.terms.begin(), side.terms.end(),
                     [&](const std::string& term) { return dictionary_key(term) == key; });
}

/// Where in its group the term stands that was asked for; first if it was found by a lemma key.
std::size_t rank_of(const GroupSide& side, const std::vector<std::string>& keys) {
  for (std::size_t i = 0; i < side.terms.size(); ++i) {
    if (std::find(keys.begin(), keys.end(), dictionary_key(side.terms[i])) != keys.end()) return i;
  }
  return 0;
}

/// How many of the lexicon's longer terms have `key` as their head in the sense of `group`: holdingová společnost =
/// holdingyhtiö says that společnost is a company here more often than a society.
std::size_t uses_as_head(const std::vector<TranslationGroup>& heads, const TranslationGroup& group,
                         const LanguageTag& target) {
  const GroupSide& terms = *group.side(target);
  return static_cast<std::size_t>(std::count_if(heads.begin(), heads.end(), [&](const TranslationGroup& head) {
    const GroupSide* side = head.side(target);
    return side && std::any_of(side->terms.begin(), side->terms.end(), [&](const std::string& term) {
             return has_key(terms, dictionary_key(head_of_pattern(term)));
           });
  }));
}

template <typename Glosses>
double share_of(const Glosses& glosses, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (const auto it = glosses.find(key); it != glosses.end()) return it->second.share;
  }
  return 0;
}

}  // namespace

DictionaryEvidence::DictionaryEvidence(std::vector<DictionaryResource> resources) : resources_(std::move(resources)) {}

double DictionaryEvidence::collect(std::size_t resource, const LanguageTag& language,
                                   const std::vector<std::string>& keys, const LanguageTag& target, double weight,
                                   Glosses& found) const {
  if (!serves(resources_[resource], language, target)) return 0;
  double senses = 0;
  // The first key that the dictionary knows is the term as meant; other lemmas of the form are other words.
  for (const std::string& key : keys) {
    bool any = false;
    const std::vector<TranslationGroup> groups = resources_[resource].compiled->find(language, key);
    // Groups are also found by lemma; "purchasing" must not answer for "purchase" where that has a group of its own.
    const bool exact = std::any_of(groups.begin(), groups.end(), [&](const TranslationGroup& group) {
      return group.side(language) && group.side(target) && has_key(*group.side(language), key);
    });
    const bool noun = std::any_of(groups.begin(), groups.end(), [&](const TranslationGroup& group) {
      return group.part_of_speech == PartOfSpeech::noun && group.side(language) && has_key(*group.side(language), key);
    });
    const bool in_lexicon = resources_[resource].kind == EvidenceKind::lexicon;
    const std::vector<TranslationGroup> heads = in_lexicon && groups.size() > 1 && key.find(' ') == std::string::npos
                                                    ? resources_[resource].compiled->find(language, head_key(key))
                                                    : std::vector<TranslationGroup>{};
    for (const TranslationGroup& group : groups) {
      const GroupSide* from = group.side(language);
      const GroupSide* to = group.side(target);
      if (!from || !to || (exact && !has_key(*from, key))) continue;
      any = true;
      const std::size_t source_rank = rank_of(*from, keys);
      const bool verb = noun && group.part_of_speech == PartOfSpeech::verb;
      const double sense = weight * rank_weight(source_rank) * (verb ? kVerbBesideNoun : 1) *
                           (is_marked_usage(group.label) ? kMarkedUsage : 1) *
                           (1 + kUsedAsHead * std::log1p(static_cast<double>(uses_as_head(heads, group, target))));
      senses += sense;
      for (std::size_t i = 0; i < to->terms.size(); ++i) {
        if (to->terms[i].ends_with('-') || to->terms[i].starts_with('-')) continue;  // an affix
        Gloss& gloss = found[dictionary_key(to->terms[i])];
        if (gloss.share == 0) {
          gloss.term = to->terms[i];
          gloss.entry = fmt::format("{} = {}", from->terms[source_rank], to->terms[i]);
          gloss.label = group.label;
        } else if (gloss.label != group.label) {
          gloss.label.clear();  // Vertrag = smlouva, between states and otherwise
        }
        if (gloss.part_of_speech == PartOfSpeech::other) gloss.part_of_speech = group.part_of_speech;
        gloss.share += sense * rank_weight(i);
      }
    }
    if (any) break;
  }
  return senses;
}

std::shared_ptr<const DictionaryEvidence::Glosses> DictionaryEvidence::glosses(std::size_t resource,
                                                                               const LanguageTag& language,
                                                                               const std::vector<std::string>& keys,
                                                                               const LanguageTag& target) const {
  std::string cache_key = std::to_string(resource) + '\t' + language.str() + '\t' + target.str();
  for (const std::string& key : keys) cache_key += '\t' + key;
  CacheShard& shard = cache_[std::hash<std::string>{}(cache_key) % kShards];
  {
    const std::lock_guard lock(shard.mutex);
    if (const auto it = shard.glosses.find(cache_key); it != shard.glosses.end()) return it->second;
  }
  auto found = std::make_shared<Glosses>();
  double senses = 0, total = 0;
  for (std::size_t r = 0; r < resources_.size(); ++r) {
    if (resource != kPooled && resource != r) continue;
    senses +=
        collect(r, language, keys, target, resources_[r].kind == EvidenceKind::lexicon ? kLexiconWeight : 1, *found);
  }
  for (const auto& [key, gloss] : *found) total += gloss.share;
  // A concept of the lexicon is one sense: its synonyms do not take from one another, senses do.
  if (resource != kPooled && resources_[resource].kind == EvidenceKind::lexicon) total = senses;
  for (auto& [key, gloss] : *found) gloss.share /= total;
  const std::lock_guard lock(shard.mutex);
  if (shard.glosses.size() >= kCachedGlosses) shard.glosses.clear();
  return shard.glosses.emplace(std::move(cache_key), std::move(found)).first->second;
}

std::vector<Equivalent> DictionaryEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  return equivalents(query, target, [](const std::string&) { return true; });
}

std::vector<Equivalent> DictionaryEvidence::equivalents(const TermQuery& query, const LanguageTag& target,
                                                        const Wanted& wanted) const {
  std::map<std::string, Equivalent> found;
  add_direct(query, target, wanted, found);
  if (query.language != english() && target != english()) add_through_english(query, target, wanted, found);
  add_contradictions(query, target, found);
  std::vector<Equivalent> all;
  for (auto& [key, equivalent] : found) all.push_back(std::move(equivalent));
  return all;
}

void DictionaryEvidence::add_direct(const TermQuery& query, const LanguageTag& target, const Wanted& wanted,
                                    std::map<std::string, Equivalent>& found) const {
  for (std::size_t r = 0; r < resources_.size(); ++r) {
    if (!serves(resources_[r], query.language, target)) continue;
    const auto forward = glosses(r, query.language, query.keys, target);
    for (const auto& [target_key, gloss] : *forward) {
      if (!wanted(target_key)) continue;
      Equivalent& equivalent = found[target_key];
      if (equivalent.term.empty()) {
        equivalent.term = gloss.term;
        equivalent.key = target_key;
      }
      if (equivalent.part_of_speech == PartOfSpeech::other) equivalent.part_of_speech = gloss.part_of_speech;
      Witness witness;
      witness.kind = resources_[r].kind;
      witness.origin = resources_[r].origin;
      witness.detail = gloss.label.empty() ? gloss.entry : fmt::format("{} [{}]", gloss.entry, gloss.label);
      witness.forward = gloss.share;
      witness.backward = share_of(*glosses(r, target, {target_key}, query.language), query.keys);
      witness.strength = std::sqrt(witness.forward * witness.backward);
      equivalent.witnesses.push_back(std::move(witness));
    }
  }
}

void DictionaryEvidence::add_through_english(const TermQuery& query, const LanguageTag& target, const Wanted& wanted,
                                             std::map<std::string, Equivalent>& found) const {
  const auto source_glosses = glosses(kPooled, query.language, query.keys, english());
  std::vector<std::pair<double, std::string>> pivots;
  for (const auto& [key, gloss] : *source_glosses) pivots.emplace_back(-gloss.share, key);
  std::sort(pivots.begin(), pivots.end());
  if (pivots.size() > kMaxPivots) pivots.resize(kMaxPivots);
  struct Meeting {
    const Gloss* gloss = nullptr;
    double forward = 0, backward = 0, best = 0;
    std::string pivot{};
  };
  std::map<std::string, Meeting> meetings;
  std::vector<std::shared_ptr<const Glosses>> held;  // keeps what the meetings point into
  for (const auto& [negative_share, pivot] : pivots) {
    held.push_back(glosses(kPooled, english(), {pivot}, target));
    for (const auto& [target_key, gloss] : *held.back()) {
      if (!wanted(target_key)) continue;
      Meeting& meeting = meetings[target_key];
      if (!meeting.gloss) meeting.gloss = &gloss;
      const double forward = -negative_share * gloss.share;
      meeting.forward += forward;
      if (forward <= meeting.best) continue;
      meeting.best = forward;
      meeting.pivot = source_glosses->at(pivot).term;
    }
  }
  if (meetings.empty()) return;
  std::vector<double> way_back;  // how much of each pivot is the query
  for (const auto& [negative_share, pivot] : pivots)
    way_back.push_back(share_of(*glosses(kPooled, english(), {pivot}, query.language), query.keys));
  for (auto& [target_key, meeting] : meetings) {
    if (meeting.forward < kLeastThroughEnglish) continue;
    // Inverse consultation: from the target back through its own English glosses.
    const auto target_glosses = glosses(kPooled, target, {target_key}, english());
    for (std::size_t i = 0; i < pivots.size(); ++i) {
      const auto gloss = target_glosses->find(pivots[i].second);
      if (gloss != target_glosses->end()) meeting.backward += gloss->second.share * way_back[i];
    }
    if (std::sqrt(meeting.forward * meeting.backward) < kLeastThroughEnglish) continue;
    Equivalent& equivalent = found[target_key];
    if (equivalent.term.empty()) {
      equivalent.term = meeting.gloss->term;
      equivalent.key = target_key;
    }
    if (equivalent.part_of_speech == PartOfSpeech::other) equivalent.part_of_speech = meeting.gloss->part_of_speech;
    Witness witness;
    witness.kind = EvidenceKind::dictionary;
    witness.origin = "through English";
    witness.detail = fmt::format("{} = {} = {}", query.term, meeting.pivot, equivalent.term);
    witness.forward = std::min(meeting.forward, 1.0);
    witness.backward = std::min(meeting.backward, 1.0);
    witness.strength = std::sqrt(witness.forward * witness.backward);
    witness.pivot = meeting.pivot;
    equivalent.witnesses.push_back(std::move(witness));
  }
}

void DictionaryEvidence::add_contradictions(const TermQuery& query, const LanguageTag& target,
                                            std::map<std::string, Equivalent>& found) const {
  for (std::size_t r = 0; r < resources_.size(); ++r) {
    if (resources_[r].kind != EvidenceKind::lexicon || !serves(resources_[r], query.language, target)) continue;
    const auto other_way = [&](const Glosses& rather, const std::string& term) {
      const auto best = std::max_element(rather.begin(), rather.end(), [](const auto& a, const auto& b) {
        return a.second.share != b.second.share ? a.second.share < b.second.share : a.first > b.first;
      });
      return Witness{.kind = EvidenceKind::lexicon,
                     .origin = resources_[r].origin,
                     .detail = fmt::format("{} is rather {}", term, best->second.term),
                     .strength = -1,
                     .pivot = {}};
    };
    const auto forward = glosses(r, query.language, query.keys, target);
    for (auto& [target_key, equivalent] : found) {
      if (forward->contains(target_key)) continue;
      if (!forward->empty()) equivalent.witnesses.push_back(other_way(*forward, query.term));
      const auto backward = glosses(r, target, {target_key}, query.language);
      if (!backward->empty()) equivalent.witnesses.push_back(other_way(*backward, equivalent.term));
    }
  }
}

bool DictionaryEvidence::names_a_concept(const LanguageTag& language, std::string_view key) const {
  return std::any_of(resources_.begin(), resources_.end(), [&](const DictionaryResource& resource) {
    if (resource.kind != EvidenceKind::lexicon || !resource.compiled) return false;
    const std::vector<TranslationGroup> groups = resource.compiled->find(language, key);
    return std::any_of(groups.begin(), groups.end(),
                       [](const TranslationGroup& group) { return group.part_of_speech == PartOfSpeech::noun; });
  });
}

std::vector<Translation> DictionaryEvidence::translations(const LanguageTag& language,
                                                          const std::vector<std::string>& keys,
                                                          const LanguageTag& target) const {
  std::vector<Translation> all;
  const auto found = glosses(kPooled, language, keys, target);
  for (const auto& [key, gloss] : *found) all.push_back({gloss.term, gloss.share});
  std::sort(all.begin(), all.end(), [](const Translation& a, const Translation& b) {
    return a.share != b.share ? a.share > b.share : a.term < b.term;
  });
  return all;
}

bool DictionaryEvidence::in_thesaurus(const TermQuery& a, const TermQuery& b) const {
  for (const DictionaryResource& resource : resources_) {
    const bool thesaurus = resource.languages.size() == 1 && resource.languages.front() == a.language;
    if (!thesaurus || !resource.compiled) continue;
    for (const std::string& key : a.keys) {
      for (const TranslationGroup& group : resource.compiled->find(a.language, key)) {
        const GroupSide* side = group.side(a.language);
        if (side && std::any_of(b.keys.begin(), b.keys.end(), [&](const auto& own) { return has_key(*side, own); }))
          return true;
      }
    }
  }
  return false;
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
  const double listed = in_thesaurus(a, b) ? kThesaurusSynonymy : 0;
  if (a.language == english()) return listed;
  const auto left = glosses(kPooled, a.language, a.keys, english());
  const auto right = glosses(kPooled, b.language, b.keys, english());
  double shared = 0;
  for (const auto& [key, gloss] : *left) {
    if (const auto it = right->find(key); it != right->end()) shared += std::sqrt(gloss.share * it->second.share);
  }
  return std::min(std::max(shared, listed), 1.0);
}

}  // namespace termknit
