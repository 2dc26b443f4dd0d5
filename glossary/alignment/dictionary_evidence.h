// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Equivalents from dictionaries and the lexicon: direct, inverse, and through English with inverse consultation (Tanaka & Umemura 1994): two terms are
// the closer, the more of their English glosses they share, weighted by how much of each term a gloss is.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "glossary/dictionaries/dictionary_collection.h"
#include "glossary/evidence.h"

namespace termknit {

class DictionaryEvidence : public EvidenceSource {
 public:
  explicit DictionaryEvidence(std::vector<DictionaryResource> resources);

  EvidenceKind kind() const override { return EvidenceKind::dictionary; }
  std::string name() const override { return "lexicon and dictionaries"; }
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const override;

  /// How alike two terms of one language are by what dictionaries say of them, 0 to 1: 1 where the lexicon lists them as synonyms.
  double synonymy(const TermQuery& a, const TermQuery& b) const;

  const std::vector<DictionaryResource>& resources() const { return resources_; }

 private:
  /// A gloss of a term in another language: how much of the term it is, and who says so.
  struct Gloss {
    std::string term{};
    double share = 0;
    PartOfSpeech part_of_speech = PartOfSpeech::other;
    std::size_t resource = 0;
  };
  using Glosses = std::unordered_map<std::string, Gloss>;  // by dictionary_key()

  std::shared_ptr<const Glosses> glosses(const LanguageTag& language, const std::vector<std::string>& keys, const LanguageTag& target) const;
  void add_direct(const TermQuery& query, const LanguageTag& target, std::map<std::string, Equivalent>& found) const;
  void add_through_english(const TermQuery& query, const LanguageTag& target, std::map<std::string, Equivalent>& found) const;

  std::vector<DictionaryResource> resources_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::shared_ptr<const Glosses>> cache_;
};

}  // namespace termknit
