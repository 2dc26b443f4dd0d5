// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/language_resources.h"

namespace termknit::test {

/// The project's own language data and the system's dictionaries, shared by the tests of one program; guessers cached
/// in the build folder.
LanguageResources& language_resources();

LanguageTag lang(const char* code);

/// True if the dictionary of `code` is installed: tests of its analyses skip with a word where it is not.
bool has_dictionary(const char* code);

}  // namespace termknit::test
