// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The form a phrase of parallel text is cited in: one that stands there, never one made up.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "glossary/parallel/parallel_text.h"
#include "language/language_profile.h"

namespace termknit {

/// Word forms by their numbers in a ParallelLanguage, one a word.
using FormSequence = std::vector<std::uint32_t>;

/// What a phrase was met as, each with its weight.
struct AttestedForms {
  std::map<FormSequence, double> all{};
  std::map<FormSequence, double> as_asked{};  ///< where the source has the very form that was asked for
  std::map<FormSequence, double> whole{};     ///< as a segment of its own
  /// The same, where the source has another form of the term than was asked: Companies = Yritykset for "company".
  std::map<FormSequence, double> whole_inflected{};
  /// The dictionary knows every word of what was met.
  bool is_known(const ParallelLanguage& language) const;
  bool of_glossary = false;  ///< a glossary has it: its writing is meant as it is
};

/// The most frequent form: of whole segments (one word of another form than was asked: its dictionary form), else in
/// dictionary form, else (`base_form_asked` false) of those that
/// translate the term as it was asked. Empty if nothing was met.
std::string attested_citation_form(const AttestedForms& forms, const ParallelLanguage& language,
                                   const LanguageProfile& profile, bool base_form_asked);

}  // namespace termknit
