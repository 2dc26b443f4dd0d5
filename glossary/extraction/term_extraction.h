// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Term extraction: which one- to five-word units of the indexed articles are terms? Candidates grouped by lemma, ranked
// by weirdness against general language, log frequency and independence of neighbours
// (glossary/extraction/term_ranking.h); docs/quality.md has the figures.

#include <functional>
#include <optional>
#include <vector>

#include "core/error.h"
#include "glossary/extraction/frequency_list.h"
#include "glossary/extraction/term_candidate.h"
#include "indexer/article_index.h"
#include "language/language_resources.h"

namespace termknit {

struct ExtractionOptions {
  std::vector<LanguageTag> languages{};  ///< empty: every language of the index
  bool all = false;                      ///< no cut-off
  std::optional<double> min_score{};     ///< instead of the calibrated cut-off
  std::size_t limit = 0;                 ///< per language; 0: no limit
  /// True for a candidate that a person refused: it is left out, and the list is filled up from below.
  std::function<bool(const TermCandidate&)> rejected{};
  /// Also gives the candidates below the cut-off that may still be terms, marked: alignment finds out which have
  /// equivalents.
  bool deep = false;
  /// With `deep`, candidates whose key this knows are given however far below: "quality" once in an article.
  std::function<bool(const LanguageTag&, std::string_view key)> listed{};
  bool contexts = true;  ///< false: `contexts` and `definitions` stay empty, which saves reading the articles again
  unsigned jobs = 1;
  StopRequested stop{};
  /// Told when a language has too little text to rank, or text that is plainly of another language: of the latter only
  /// `all` gives candidates.
  DiagnosticSink sink{};
};

/// Candidates of all languages asked for, ordered by language, then score downwards, then term. Same index, same
/// result, whatever `jobs`.
std::vector<TermCandidate> extract_terms(const ArticleIndex& index, LanguageResources& resources,
                                         const FrequencyLists& frequencies, const ExtractionOptions& options);

}  // namespace termknit
