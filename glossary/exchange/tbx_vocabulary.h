// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the TBX dialects call things and which data categories each has: TBX v3 (ISO 30042:2019; LTAC's TBX-Core,
// TBX-Min 1.x and TBX-Basic 1.2.1) and TBX v2 (ISO 30042:2008, TBX-Basic).

#include <string>
#include <string_view>

#include "glossary/entries/concept_entry.h"
#include "glossary/exchange/glossary_io.h"

namespace termknit {

struct TbxVocabulary {
  const char* type = "TBX-Basic";  ///< of the root element
  bool version2 = false;           ///< martif
  bool category_elements = false;  ///< DCT: <basic:definition>; else DCA: <descrip type="definition">
  /// Core: none but note and date. The schema of 2023 lets it have any, the one that most tools bundle none.
  enum class Categories { none, minimal, basic };
  Categories categories = Categories::basic;

  // Element names of the version.
  const char* entry() const { return version2 ? "termEntry" : "conceptEntry"; }
  const char* language_section() const { return version2 ? "langSet" : "langSec"; }
  const char* term_section() const { return version2 ? "tig" : "termSec"; }

  bool allows(std::string_view category) const;
  /// As an element of DCT: "min:partOfSpeech".
  std::string element_of(std::string_view category) const;
  /// The value of partOfSpeech that comes nearest; `exact` says whether it says the same.
  std::string_view part_of_speech(PartOfSpeech value, bool& exact) const;
};

/// Of tbx, tbx_dct, tbx_min, tbx_core and tbx2.
TbxVocabulary tbx_vocabulary(GlossaryFormat format);

// Values of the closed lists; null if there is nothing to say.
const char* tbx_value(AdministrativeStatus status);
const char* tbx_value(Gender gender);
const char* tbx_value(TermType type);
bool is_tbx_term_location(std::string_view value);

}  // namespace termknit
