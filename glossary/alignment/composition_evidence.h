// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Compounds and multiword terms translated part by part (Morin & Daille 2010; Delpech et al. 2012): a target term of
// the articles is an equivalent when each of its parts is one of a part of the source and the heads correspond. Word
// order, compounding, genitive or adjective are the target's own way.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "glossary/alignment/attested_terms.h"
#include "glossary/alignment/dictionary_evidence.h"
#include "glossary/evidence.h"

namespace termknit {

/// Parts of attested terms that a part of the source may be, by number, with how surely; and the terms that have one.
struct PartMatches {
  std::unordered_map<std::uint32_t, double> parts{};
  std::vector<std::uint32_t> holders{};  ///< ascending
};

class CompositionEvidence : public EvidenceSource {
 public:
  /// Keeps references; both must outlive this object.
  CompositionEvidence(const DictionaryEvidence& dictionaries, const AttestedTerms& attested);
  EvidenceKind kind() const override { return EvidenceKind::composition; }
  std::string name() const override { return "composition of parts, attested in the articles"; }
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const override;

 private:
  std::shared_ptr<const PartMatches> matches_of(const LanguageTag& source, const std::string& part,
                                                const LanguageTag& target) const;

  const DictionaryEvidence& dictionaries_;
  const AttestedTerms& attested_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::shared_ptr<const PartMatches>> cache_;
};

/// Terms that look alike across languages (transakce, transakcija, Transaktion): weak, and only among attested terms.
class CognateEvidence : public EvidenceSource {
 public:
  explicit CognateEvidence(const AttestedTerms& attested);
  EvidenceKind kind() const override { return EvidenceKind::cognate; }
  std::string name() const override { return "cognates"; }
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const override;

 private:
  const AttestedTerms& attested_;
  std::map<LanguageTag, std::map<std::string, std::vector<std::pair<std::uint32_t, std::string>>>>
      by_start_;  ///< numbers and skeletons of terms by the skeleton's first letters
};

/// 1 - edit distance / longer length, over letters without diacritics, endings and spelling habits (k/c/ck, z/c/ts,
/// f/ph, v/w) evened out. 0 to 1.
double cognate_similarity(std::string_view a, std::string_view b);

}  // namespace termknit
