// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a message of a program says, without what only the program needs: placeholders, markup, keyboard accelerators.

#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// `utf8` as one line of clean text: placeholders ("%s", "%1$d", "{name}", "${x}", "<ph/>") and markup become blanks,
/// accelerators ("_File", "&File", "Datei(_F)") and trailing dots of menus go.
std::string message_text(std::string_view utf8);

/// The placeholders of a message, sorted: "%s" and "%1$s" by what they take, others as they stand. A translation has
/// the same.
std::vector<std::string> placeholders(std::string_view utf8);

}  // namespace termknit
