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

  /// Adds equivalents() to what other sources found, and object() to them.
  void add_to(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& evidence) const;

  /// Adds witnesses against what other sources found, where the term is frequent here and never called that.
  void object(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& evidence) const;

  /// True if a term with one of `keys` stands in the text.
  bool is_known(const LanguageTag& language, const std::vector<std::string>& keys) const;

 private:
  bool left_out(EvidenceKind kind) const;
  void object(const PhraseCandidates& all, const std::vector<Equivalent>& own, std::vector<Equivalent>& evidence,
              const std::vector<bool>& said) const;
  /// Says where the lexicon has the term and calls it otherwise.
  static void name_listed(const TermQuery& query, const std::vector<Equivalent>& evidence,
                          std::vector<Equivalent>& own);
  /// Takes from the aligner's probability where an answer is the term untranslated, or no noun where one is asked for.
  static void lower_doubtful(const TermQuery& query, const PhraseCandidates& all,
                             const std::vector<Equivalent>& evidence, std::vector<Equivalent>& own);
  /// A phrase that other evidence lists in another form (klienta datus: klienta dati) is called as it is listed there.
  /// True for what the text says so.
  std::vector<bool> take_listed_forms(const LanguageTag& target, const std::vector<Equivalent>& evidence,
                                      PhraseCandidates& all) const;
  std::vector<Equivalent> answers(const TermQuery& query, const PhraseCandidates& all) const;
  PhraseCandidates candidates(const TermQuery& query, const LanguageTag& target, bool own_word) const;
  void add_whole(const PhraseCandidate& phrase, const TermQuery& query, Equivalent& equivalent) const;
  void add_aligned(const PhraseCandidate& phrase, const PhraseCandidates& all, Equivalent& equivalent) const;

  LanguageResources& resources_;
  std::shared_ptr<const ParallelText> text_;
  std::vector<EvidenceKind> without_;
};

}  // namespace termknit
