// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a verb knows beside the command line: the article index, the frequency lists, the bilingual resources and the
// proposals, each opened when first asked for.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "glossary/alignment/dictionary_evidence.h"
#include "glossary/alignment/proposal_store.h"
#include "glossary/extraction/frequency_list.h"
#include "glossary/extraction/term_extraction.h"
#include "glossary/parallel/parallel_evidence.h"
#include "glossary/termbase/reference_glossaries.h"
#include "glossary/termbase/termbase.h"
#include "glossary/vectors/vector_sets.h"
#include "indexer/article_index.h"

namespace termknit {

class Knowledge {
 public:
  explicit Knowledge(Session& session);

  /// The project's index; null if there is none or it holds nothing. Its vocabulary then answers before any dictionary,
  /// unless outdated.
  const ArticleIndex* index();
  FrequencyLists& frequencies();
  const DictionaryEvidence& dictionaries(const std::vector<EvidenceKind>& without = {});
  /// What was added by `resources add`; null if that is nothing. Compiled first where it is not up to date. From then
  /// on its words need no spelling dictionary.
  const ParallelEvidence* parallel(const std::vector<EvidenceKind>& without = {});
  void compile_parallel_text();
  /// Word vectors added by `resources add`; null if there are none.
  const VectorSets* vectors(const std::vector<EvidenceKind>& without = {});

  /// Null if `align` has not run yet.
  const ProposalStore* proposals();
  /// Opened again at the next call: `align` has replaced them.
  void forget_proposals();

  /// Null if there is none.
  const Termbase* termbase();
  /// The read-only glossaries beside the termbase; null if there are none.
  const ReferenceGlossaries* glossaries();

  /// extract_terms() with `known` filled in from the termbase and rejected terms left out.
  std::vector<TermCandidate> extract(const ArticleIndex& index, ExtractionOptions options);
  /// What the texts of a folder use often is no term. To be called before extract().
  void add_reference(const std::filesystem::path& folder);

 private:
  Session& session_;
  bool index_is_current_ = false, voted_ = false;
  bool index_tried_ = false, proposals_tried_ = false;
  std::optional<ArticleIndex> index_;
  std::unique_ptr<FrequencyLists> frequencies_;
  std::unique_ptr<DictionaryEvidence> dictionaries_;
  std::optional<ProposalStore> proposals_;
  bool parallel_tried_ = false;
  std::optional<ParallelEvidence> parallel_;
  std::optional<VectorSets> vectors_;
  bool termbase_tried_ = false;
  std::optional<Termbase> termbase_;
  std::optional<ReferenceGlossaries> glossaries_;
};

/// How the termbase notes that something is no term: a rejected pair without a second term. `text` is folded.
RejectedPair no_term(const LanguageTag& language, std::string_view text);

/// "lexicon", "dictionaries", ... of --without. Throws Error(usage) for another name.
std::vector<EvidenceKind> parse_evidence_kinds(const std::vector<std::string>& names);

}  // namespace termknit
