// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The alignment of a corpus: for every term of every language its equivalents among the other languages' terms, links
// with confidence, and concepts over all languages.

#include <functional>
#include <vector>

#include "core/error.h"
#include "glossary/alignment/attested_terms.h"
#include "glossary/alignment/concept_clusters.h"
#include "glossary/alignment/context_vectors.h"
#include "glossary/alignment/dictionary_evidence.h"
#include "glossary/alignment/translated_segments.h"
#include "glossary/extraction/term_candidate.h"
#include "glossary/vectors/vector_sets.h"
#include "language/language_resources.h"

namespace termknit {

/// One proposed concept: terms (numbers in the candidate list) with the links that hold it together.
struct ProposedConcept {
  std::vector<std::uint32_t> terms{};  ///< ascending
  std::vector<ConceptLink> links{};    ///< between them, strongest first
  double confidence = 1;               ///< of the weakest link that holds it together
};

struct AlignOptions {
  std::vector<EvidenceKind> without{};
  double least_confidence = 0.2;  ///< weaker links are forgotten at once
  /// Sentences of the articles that are translations of one another, for these candidates; may be null.
  const TranslatedSegments* segments = nullptr;
  const ContextVectors* contexts = nullptr;  ///< for these candidates; may be null
  const VectorSets* vectors = nullptr;       ///< word vectors; may be null
  const EvidenceSource* parallel = nullptr;  ///< parallel text and catalogues; may be null
  unsigned jobs = 1;
  StopRequested stop{};
  std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
  /// True for a pair of candidates (by number) that a person rejected.
  std::function<bool(std::uint32_t, std::uint32_t)> rejected{};
};

struct Alignment {
  std::vector<ConceptLink> links{};         ///< all that are at least `least_confidence`; nodes are candidate numbers
  std::vector<ProposedConcept> concepts{};  ///< of two terms or more
};

/// The candidates as terms that composition and cognates can choose from.
AttestedTerms attested_terms(LanguageResources& resources, const std::vector<TermCandidate>& candidates);

/// Same input, same result, whatever `jobs`.
Alignment align_terms(LanguageResources& resources, const DictionaryEvidence& dictionaries,
                      const std::vector<TermCandidate>& candidates, const AlignOptions& options);

/// Forgets candidates below the cut-off that are in no concept, with their links, and numbers the others anew.
void drop_unaligned(std::vector<TermCandidate>& candidates, Alignment& alignment);

}  // namespace termknit
