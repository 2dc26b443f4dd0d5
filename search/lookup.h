// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is it called in the other languages? The termbase first, then the glossaries beside it, then proposals, then
// evidence found on the spot.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/alignment/dictionary_evidence.h"
#include "glossary/alignment/proposal_store.h"
#include "glossary/alignment/rejected_pairs.h"
#include "glossary/alignment/term_composer.h"
#include "glossary/evidence.h"
#include "glossary/parallel/parallel_evidence.h"
#include "glossary/termbase/reference_glossaries.h"
#include "glossary/termbase/termbase.h"
#include "glossary/vectors/vector_sets.h"
#include "language/language_resources.h"

namespace termknit {

struct LookupOptions {
  std::optional<LanguageTag> from{};  ///< empty: every language in which something knows the term
  std::vector<LanguageTag> to{};      ///< empty: all languages at hand
  std::size_t limit = 10;             ///< per target language
  std::vector<EvidenceKind> without{};
};

struct LookupRow {
  LanguageTag source_language{};
  std::string source{};  ///< the query as typed
  PartOfSpeech source_part_of_speech = PartOfSpeech::other;
  LanguageTag target_language{};
  Equivalent equivalent{};
  /// The compound of a decided entry that has the query as a part; `equivalent` is its, then. Empty: of the query.
  std::string compound{};
  std::vector<SourcedText> contexts{};  ///< of the target term in the articles, at most one
};

/// One per thread. Keeps references; all must outlive it. `proposals`, `termbase`, `glossaries`, `parallel` and
/// `vectors` may be null.
class Lookup {
 public:
  Lookup(LanguageResources& resources, const DictionaryEvidence& dictionaries, const ProposalStore* proposals,
         const Termbase* termbase, const ReferenceGlossaries* glossaries = nullptr,
         const ParallelEvidence* parallel = nullptr, const VectorSets* vectors = nullptr);
  ~Lookup();

  /// Rows ordered by source language, then target language in the order asked, then best first; terms of entries that
  /// have the query as a part of a compound come last, half as many as the limit at most. Empty if nothing knows the
  /// term.
  std::vector<LookupRow> look_up(std::string_view term, const LookupOptions& options);

 private:
  std::vector<LanguageTag> source_languages(std::string_view term, const LookupOptions& options);
  bool is_known(const LanguageTag& language, const std::vector<std::string>& keys) const;
  bool is_in_termbase(const LanguageTag& language, const std::vector<std::string>& keys) const;
  bool has_all_words(const LanguageTag& language, std::string_view term) const;
  std::vector<Equivalent> evidence_for(const TermQuery& query, const LanguageTag& target) const;
  /// Analyses `query` where what is listed as typed does not answer it.
  std::vector<Equivalent> equivalents(TermQuery& query, const LanguageTag& target, const LookupOptions& options);
  void add_from_termbase(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& found);
  void add_from_glossaries(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& found);
  std::vector<LookupRow> rows_of_compounds(const TermQuery& query, const LanguageTag& target,
                                           const LookupOptions& options) const;
  void add_from_proposals(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& found);
  const AttestedTerms& attested(const LanguageTag& language);

  LanguageResources& resources_;
  const DictionaryEvidence& dictionaries_;
  TermComposer composer_;
  const ProposalStore* proposals_;
  const Termbase* termbase_;
  const ReferenceGlossaries* glossaries_;
  const ParallelEvidence* parallel_;
  const VectorSets* vectors_;
  RejectedPairs rejected_;
  AttestedTerms attested_;
  std::vector<LanguageTag> attested_languages_;
};

}  // namespace termknit
