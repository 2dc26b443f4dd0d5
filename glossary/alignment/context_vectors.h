// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The company that terms keep (Rapp 1999; Fung & Yee 1998): which words stand in the same paragraphs more often than
// chance. Carried over word by word through known equivalents, the company of a term in one language is compared with
// that of its candidates in another: for articles that are no translations of one another. It breaks ties and
// proposes nothing.

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.h"
#include "glossary/extraction/term_candidate.h"
#include "indexer/article_index.h"
#include "language/language_resources.h"

namespace termknit {

/// Occurrences below which a term has no company that can be told from chance.
inline constexpr std::uint32_t kLeastForContexts = 20;

/// Immutable after reading; any number of threads may ask.
class ContextVectors {
 public:
  /// A word of a paragraph: candidate numbers.
  using Paragraph = std::vector<std::uint32_t>;
  /// The equivalent of a candidate in the language that is asked about, or nothing.
  using Carry = std::function<std::optional<std::uint32_t>(std::uint32_t)>;

  ContextVectors() = default;
  /// `languages[i]` numbers the language of candidate i, `is_context[i]` says that it is a word that tells company
  /// apart. A paragraph holds words of one language.
  ContextVectors(const std::vector<Paragraph>& paragraphs, const std::vector<std::uint32_t>& languages,
                 const std::vector<bool>& is_context);

  bool empty() const { return vectors_.empty(); }
  /// Cosine of the company of `a`, carried over, with that of `b`; 0 to 1. Nothing where one of them is rare or too
  /// little of the company can be carried over.
  std::optional<double> similarity(std::uint32_t a, std::uint32_t b, const Carry& carry) const;

 private:
  using Vector = std::vector<std::pair<std::uint32_t, float>>;  // ascending, of unit length
  std::vector<Vector> vectors_;                                 // by candidate
};

/// The paragraphs of the articles, up to a bound of text, so that memory stays bounded. Same index and candidates, same
/// result, whatever `jobs`.
ContextVectors context_vectors(const ArticleIndex& index, LanguageResources& resources,
                               const std::vector<TermCandidate>& candidates, unsigned jobs,
                               const StopRequested& stop = {});

}  // namespace termknit
