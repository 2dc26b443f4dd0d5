// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A glossary as it travels: a header and concept entries. The writers in glossary/exchange/ take one, the readers hand
// entries out one by one.

#include <string>
#include <utility>
#include <vector>

#include "glossary/entries/concept_entry.h"

namespace termknit {

/// Somebody or something that transactions point to: TBX refObject in the back matter.
struct Person {
  std::string id{};
  std::string type{};                                        ///< of its section: respPerson
  std::vector<std::pair<std::string, std::string>> items{};  ///< type ("fn"), value
  bool operator==(const Person&) const = default;
};

struct GlossaryHeader {
  std::string title{};
  std::string source_description{};
  LanguageTag working_language{};
  std::vector<Person> people{};
  bool operator==(const GlossaryHeader&) const = default;
};

struct Glossary {
  GlossaryHeader header{};
  std::vector<ConceptEntry> entries{};
  bool operator==(const Glossary&) const = default;
};

}  // namespace termknit
