// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A glossary as it travels: a header and concept entries. The writers in glossary/exchange/ take one, the readers hand
// entries out one by one.

#include <string>
#include <vector>

#include "glossary/concept_entry.h"

namespace termknit {

struct GlossaryHeader {
  std::string title{};
  std::string source_description{};
  LanguageTag working_language{};
  bool operator==(const GlossaryHeader&) const = default;
};

struct Glossary {
  GlossaryHeader header{};
  std::vector<ConceptEntry> entries{};
  bool operator==(const Glossary&) const = default;
};

}  // namespace termknit
