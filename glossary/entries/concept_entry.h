// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The terminological data model of ISO 30042 (TBX): concept entry > language section > term section, with the data
// categories of TBX-Basic as fields and everything else kept as it came.

#include <cstdint>
#include <string>
#include <vector>

#include "language/language_tag.h"
#include "language/word_analysis.h"

namespace termknit {

enum class AdministrativeStatus : std::uint8_t { unspecified, preferred, admitted, deprecated, superseded };
enum class TermType : std::uint8_t { unspecified, full_form, acronym, abbreviation, short_form, variant, phrase };

/// A data category that the model has no field for, kept for export: `kind` is the DCA element (descrip, admin,
/// termNote, ref, xref, note, transac), `type` its category.
struct DataCategory {
  std::string kind{};
  std::string type{};
  std::string value{};
  std::string target{};
  bool operator==(const DataCategory&) const = default;
};

/// A definition or a context: text with where it comes from.
struct SourcedText {
  std::string text{};
  std::string source{};
  bool operator==(const SourcedText&) const = default;
};

/// Who did what and when: TBX transacGrp.
struct Transaction {
  enum class Type : std::uint8_t { origination, modification };
  Type type = Type::origination;
  std::string date{};  ///< YYYY-MM-DD
  std::string responsibility{};
  std::string target{};  ///< id of a person in the file's back matter
  bool operator==(const Transaction&) const = default;
};

struct CrossReference {
  std::string text{};
  std::string target{};  ///< concept id, or a URL for external references and graphics
  bool operator==(const CrossReference&) const = default;
};

/// TBX termSec: one designation of a concept in one language.
struct Term {
  std::string id{};           ///< optional, unique in the termbase
  std::string designation{};  ///< as written, NFC; never empty
  PartOfSpeech part_of_speech = PartOfSpeech::other;
  Gender gender = Gender::unspecified;
  TermType type = TermType::unspecified;
  AdministrativeStatus status = AdministrativeStatus::unspecified;
  std::string geographical_usage{};
  std::string term_location{};
  std::vector<std::string> customer_subsets{}, project_subsets{};
  std::vector<SourcedText> contexts{};
  std::string source{};
  std::vector<CrossReference> cross_references{}, external_references{};
  std::vector<std::string> notes{};
  std::vector<Transaction> transactions{};
  std::vector<DataCategory> other{};
  bool operator==(const Term&) const = default;
};

/// TBX langSec. One per language and entry.
struct LanguageSection {
  LanguageTag language{};
  std::vector<SourcedText> definitions{};
  std::string source{};
  std::vector<CrossReference> external_references{}, graphics{};
  std::vector<std::string> notes{};
  std::vector<Transaction> transactions{};
  std::vector<DataCategory> other{};
  std::vector<Term> terms{};  ///< at least one
  bool operator==(const LanguageSection&) const = default;
};

/// TBX conceptEntry.
struct ConceptEntry {
  std::string id{};  ///< as imported or given by the termbase; made an XML name on export
  std::vector<std::string> subject_fields{};
  std::vector<SourcedText> definitions{};
  std::string source{};
  std::vector<std::string> customer_subsets{}, project_subsets{};
  std::vector<CrossReference> cross_references{}, external_references{}, graphics{};
  std::vector<std::string> notes{};
  std::vector<Transaction> transactions{};
  std::vector<DataCategory> other{};
  std::vector<LanguageSection> languages{};  ///< at least one
  std::uint64_t revision = 0;                ///< counted up by the termbase with every change; 0: not stored yet
  bool operator==(const ConceptEntry&) const = default;

  const LanguageSection* find(const LanguageTag& language) const;
  /// Adds an empty section at the end if there is none.
  LanguageSection& section(const LanguageTag& language);
};

/// The order everything is stored and written in: languages by tag, preferred terms first, deprecated and superseded
/// ones last. Readers that take one term take the first.
void put_in_order(ConceptEntry& entry);

/// "preferred", "admitted", "deprecated", "superseded", "unspecified": as the command line prints a status.
std::string_view status_name(AdministrativeStatus status);

}  // namespace termknit
