// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/entries.h"

#include <stdexcept>

namespace termknit::test {

ConceptEntry entry(const std::string& id, std::initializer_list<std::pair<const char*, const char*>> terms) {
  ConceptEntry made;
  made.id = id;
  for (const auto& [language, designation] : terms)
    made.section(LanguageTag::parse(language)).terms.emplace_back().designation = designation;
  return made;
}

Term& term(ConceptEntry& entry, const char* language, const std::string& designation) {
  for (Term& found : entry.section(LanguageTag::parse(language)).terms) {
    if (found.designation == designation) return found;
  }
  throw std::logic_error("no term '" + designation + "'");
}

ErrorKind kind_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::internal;
}

}  // namespace termknit::test
