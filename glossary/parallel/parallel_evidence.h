// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Equivalents from the project's own resources: what imported glossaries and catalogues say, message by message, and
// what a term is called in parallel text. Method: docs/decisions/parallel-text.md.

#include <memory>
#include <vector>

#include "glossary/evidence.h"
#include "glossary/parallel/parallel_text.h"
#include "glossary/parallel/phrase_candidates.h"

namespace termknit {

/// Log-odds that a phrase is an equivalent, by a logistic regression over its features. Fitted on other texts than
/// those that docs/quality.md reports on.
double phrase_log_odds(const PhraseFeatures& features);

class ParallelEvidence : public EvidenceSource {
 public:
  /// `without`: kinds that are left out (glossary, catalogue, parallel).
  ParallelEvidence(LanguageResources& resources, std::shared_ptr<const ParallelText> text,
                   std::vector<EvidenceKind> without);

  EvidenceKind kind() const override { return EvidenceKind::parallel; }
  std::string name() const override { return "parallel text"; }
  std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const override;

  /// True if the words of `query` stand in the text one after the other.
  bool is_known(const TermQuery& query) const;
  /// In how many segments the term was looked at that also have `target`.
  const ParallelText& text() const { return *text_; }

 private:
  bool left_out(EvidenceKind kind) const;
  void add_whole(const PhraseCandidate& phrase, const TermQuery& query, Equivalent& equivalent) const;
  void add_aligned(const PhraseCandidate& phrase, const PhraseCandidates& all, Equivalent& equivalent) const;

  LanguageResources& resources_;
  std::shared_ptr<const ParallelText> text_;
  std::vector<EvidenceKind> without_;
};

}  // namespace termknit
