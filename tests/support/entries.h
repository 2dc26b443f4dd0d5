// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Concept entries in one line, for tests.

#include <functional>
#include <initializer_list>
#include <string>
#include <utility>

#include "core/error.h"
#include "glossary/entries/concept_entry.h"

namespace termknit::test {

/// entry("c1", {{"de", "Kunde"}, {"lv", "klients"}}); an empty id is given one by the termbase.
ConceptEntry entry(const std::string& id, std::initializer_list<std::pair<const char*, const char*>> terms);

/// The term; fails the test's process if it is not there.
Term& term(ConceptEntry& entry, const char* language, const std::string& designation);

/// The kind of the Error that `f` throws; `internal` if it throws none.
ErrorKind kind_of(const std::function<void()>& f);

}  // namespace termknit::test
