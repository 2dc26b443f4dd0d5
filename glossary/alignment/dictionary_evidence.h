// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Equivalents from dictionaries and the lexicon: direct, and through English with inverse consultation (Tanaka &
// Umemura 1994). Every witness is weighed in both directions: a rare word with one gloss has that gloss for certain
// (backward 1), and is still not what the gloss is usually called (forward small).

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "glossary/dictionaries/dictionary_collection.h"
#include "glossary/evidence.h"

namespace termknit {

/// A term of another language, and how much of the source it is: shares sum to 1.
struct Translation {
  std::string term{};
  double share = 0;
};

class DictionaryEvidence : public EvidenceSource {
 public:
  explicit DictionaryEvidence(std::vector<DictionaryResource> resources);

  EvidenceKind kind() const override { return EvidenceKind::dictionary; }
  std::string name() const override { return "lexicon and dictionaries"; }
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const override;
  /// Of these only the ones whose key is `wanted`: much faster where few are.
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target,
                                      const std::function<bool(const std::string& key)>& wanted) const;

  /// How alike two terms of one language are by what dictionaries say of them, 0 to 1: 1 where the lexicon lists them
  /// as synonyms, less where a thesaurus does.
  double synonymy(const TermQuery& a, const TermQuery& b) const;

  /// The lexicon has a noun or a term of several words with this key: a word that is general elsewhere and still names
  /// a concept of its subjects (quality, goods).
  bool names_a_concept(const LanguageTag& language, std::string_view key) const;

  /// What all resources together say of the first of `keys` that they know, best first; ties by term.
  std::vector<Translation> translations(const LanguageTag& language, const std::vector<std::string>& keys,
                                        const LanguageTag& target) const;

  const std::vector<DictionaryResource>& resources() const { return resources_; }

 private:
  /// A gloss of a term in another language: how much of the term it is, and which entry says so.
  struct Gloss {
    std::string term{};
    std::string entry{};  ///< "Kunde = customer"
    std::string label{};  ///< "econ."; empty where the entries that say so have different ones
    double share = 0;     ///< 0 to 1; the glosses of a term sum to 1, in the lexicon its senses do
    PartOfSpeech part_of_speech = PartOfSpeech::other;
  };
  using Glosses = std::unordered_map<std::string, Gloss>;  // by dictionary_key()
  static constexpr std::size_t kPooled = SIZE_MAX;         // all resources, the lexicon's weighing more

  std::shared_ptr<const Glosses> glosses(std::size_t resource, const LanguageTag& language,
                                         const std::vector<std::string>& keys, const LanguageTag& target) const;
  /// Adds to `glosses`; returns the weight of all senses found.
  double collect(std::size_t resource, const LanguageTag& language, const std::vector<std::string>& keys,
                 const LanguageTag& target, double weight, Glosses& glosses) const;
  bool in_thesaurus(const TermQuery& a, const TermQuery& b) const;
  using Wanted = std::function<bool(const std::string& key)>;
  void add_direct(const TermQuery& query, const LanguageTag& target, const Wanted& wanted,
                  std::map<std::string, Equivalent>& found) const;
  void add_through_english(const TermQuery& query, const LanguageTag& target, const Wanted& wanted,
                           std::map<std::string, Equivalent>& found) const;
  void add_contradictions(const TermQuery& query, const LanguageTag& target,
                          std::map<std::string, Equivalent>& found) const;

  std::vector<DictionaryResource> resources_;
  /// In shards, so that threads seldom wait for each other.
  struct CacheShard {
    std::mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<const Glosses>> glosses;
  };
  static constexpr std::size_t kShards = 16;
  mutable std::array<CacheShard, kShards> cache_;
};

}  // namespace termknit
