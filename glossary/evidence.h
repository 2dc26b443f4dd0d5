// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Evidence that two terms are equivalent. Every source of evidence is a plug-in behind one small interface; the
// combiner pools the witnesses of all sources into one calibrated confidence. docs/evidence.md has a worked example.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/entries/concept_entry.h"
#include "language/language_resources.h"
#include "language/language_tag.h"

namespace termknit {

class Analyzer;

/// The kinds of sources, in order of trust; `--without NAME` leaves one out.
enum class EvidenceKind {
  decision,
  glossary,
  lexicon,
  dictionary,
  catalogue,
  parallel,
  corpus,
  composition,
  cognate,
  contexts,
  vectors
};
inline constexpr EvidenceKind kLastEvidenceKind = EvidenceKind::vectors;

/// "termbase", "glossaries", "lexicon", "dictionaries", "catalogues", "parallel", "corpus", "composition",
/// "cognates", "contexts", "vectors".
std::string_view kind_name(EvidenceKind kind);

/// One reason to believe an equivalence. Two witnesses are independent if their `origin` differs.
struct Witness {
  EvidenceKind kind = EvidenceKind::dictionary;
  std::string origin{};  ///< the resource: "FreeDict eng-deu", "core lexicon"
  std::string detail{};  ///< what a person is shown: "Kundenzufriedenheit = customer satisfaction"
  double strength = 0;  ///< 0 to 1: how much of the source speaks for it (1: its only answer in both directions); below
                        ///< 0: it speaks against it, -1 with all its weight
  double forward = 0;   ///< share of this target among the source's answers for the query, 0 to 1; 0: does not apply.
                        ///< Of contexts and vectors: how much nearer the nearest answer is, 0 or less
  double backward = 0;  ///< share of the query among its answers for the target; 0: does not apply
  std::string pivot{};  ///< the English term it goes through, or empty when direct
  bool operator==(const Witness&) const = default;
};

/// Origins of compositions that no article attests: their words are in the dictionary, or not.
inline constexpr std::string_view kComposedOrigin = "composed",
                                  kComposedUnknownOrigin = "composed, not in the dictionary";

/// A term asked about: as typed and by the keys it can be looked up by.
struct TermQuery {
  LanguageTag language{};
  std::string term{};               ///< citation form or as typed
  std::vector<std::string> keys{};  ///< look-up keys, best first: folded as typed, by display lemmas, by other lemmas;
                                    ///< words with single blanks
  std::vector<std::string>
      parts{};  ///< content parts, folded lemmas: words of a multiword term, parts of a compound; one for a simple word
  std::size_t head = 0;  ///< which of `parts` the others modify
  std::vector<std::string>
      forms{};  ///< `parts` as they stand in the term, folded: "kunden", "klientu"; not kept with stored terms
  std::vector<bool> glued{};                          ///< the part follows the one before without a blank
  PartOfSpeech part_of_speech = PartOfSpeech::other;  ///< `other`: not known
};

/// Analyses `term`. Costs one dictionary load if neither the resources' vocabulary nor their cache knows its words.
TermQuery make_term_query(LanguageResources& resources, const LanguageTag& language, std::string_view term);

/// What a term is found by.
struct TermKeys {
  std::vector<std::string> keys{};   ///< as TermQuery has them
  std::vector<std::string> parts{};  ///< folded lemmas of the parts of its compounds; each once
};

/// The keys of make_term_query() alone, by an analyzer of the term's language that the caller keeps: for many terms.
TermKeys make_term_keys(Analyzer& analyzer, std::string_view term);

/// The positive of a negated word, which is a search key and no key for evidence: spokojený for nespokojený.
bool lacks_beginning(std::string_view lemma, std::string_view word);

/// A target term that some source proposes, with its reasons.
struct Equivalent {
  std::string term{};  ///< citation form
  std::string key{};   ///< dictionary_key() of the term: what tells two equivalents apart
  PartOfSpeech part_of_speech = PartOfSpeech::other;
  std::vector<Witness> witnesses{};  ///< at least one
  double confidence = 0;             ///< probability that it is right; set by the combiner
  std::string status{"evidence"};    ///< preferred, admitted, deprecated, superseded, unspecified, proposed or evidence
  bool operator==(const Equivalent&) const = default;
};

/// A source of evidence. Implementations are thread-safe after construction.
class EvidenceSource {
 public:
  virtual ~EvidenceSource() = default;
  virtual EvidenceKind kind() const = 0;
  virtual std::string name() const = 0;
  /// Target-language terms that this source holds equivalent to `query`, each with its witnesses; no order, no
  /// duplicates by key.
  virtual std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const = 0;
};

}  // namespace termknit
