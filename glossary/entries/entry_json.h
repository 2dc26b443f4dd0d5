// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "glossary/entries/glossary.h"

namespace termknit {

/// A concept entry as one line of JSON: how the termbase stores it and its history keeps it. Empty fields are left out;
/// order is fixed, so equal entries give equal bytes; enumerations stand by name, as in docs/termbase.md.
/// `parse_entry(format_entry(e)) == e`.
std::string format_entry(const ConceptEntry& entry);
/// Throws Error(malformed).
ConceptEntry parse_entry(std::string_view json);

/// The same for somebody of the back matter.
std::string format_person(const Person& person);
Person parse_person(std::string_view json);

}  // namespace termknit
