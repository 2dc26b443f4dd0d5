// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Evidence that two terms are equivalent. Every source of evidence is a plug-in behind one small interface; the combiner pools the
// witnesses of all sources into one calibrated confidence. docs/evidence.md has a worked example.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/concept_entry.h"
#include "language/language_tag.h"

namespace termknit {

/// The kinds of sources, in order of trust; `--without NAME` leaves one out.
enum class EvidenceKind { decision, glossary, lexicon, dictionary, catalogue, parallel, composition, cognate };

/// "termbase", "glossaries", "lexicon", "dictionaries", "catalogues", "parallel", "composition", "cognates".
std::string_view kind_name(EvidenceKind kind);

/// One reason to believe an equivalence. Two witnesses are independent if their `origin` differs.
struct Witness {
  EvidenceKind kind = EvidenceKind::dictionary;
  std::string origin{};   ///< the resource: "FreeDict eng-deu", "core lexicon"
  std::string detail{};   ///< what a person is shown: "Kundenzufriedenheit = customer satisfaction"
  double weight = 0;      ///< log-odds this witness adds when it stands alone, before calibration
  std::string pivot{};    ///< the English term it goes through, or empty when direct
  bool operator==(const Witness&) const = default;
};

/// A term asked about: as typed and by its lemma key.
struct TermQuery {
  LanguageTag language{};
  std::string term{};                 ///< citation form or as typed
  std::vector<std::string> key{};     ///< display lemma of each word, folded
  PartOfSpeech part_of_speech = PartOfSpeech::other;  ///< `other`: not known
};

/// A target term that some source proposes, with its reasons.
struct Equivalent {
  std::string term{};                 ///< citation form
  std::vector<std::string> key{};     ///< display lemma of each word, folded
  PartOfSpeech part_of_speech = PartOfSpeech::other;
  std::vector<Witness> witnesses{};   ///< at least one
  double confidence = 0;              ///< probability that it is right; set by the combiner
  std::string status{"evidence"};     ///< preferred, admitted, deprecated, superseded, unspecified, proposed or evidence
  bool operator==(const Equivalent&) const = default;
};

/// A source of evidence. Implementations are thread-safe after construction.
class EvidenceSource {
 public:
  virtual ~EvidenceSource() = default;
  virtual EvidenceKind kind() const = 0;
  virtual std::string name() const = 0;
  /// Target-language terms that this source holds equivalent to `query`, each with its witnesses; no order, no duplicates by key.
  virtual std::vector<Equivalent> equivalents(const TermQuery& query, const LanguageTag& target) const = 0;
};

}  // namespace termknit
