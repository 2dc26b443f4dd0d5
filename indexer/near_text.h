// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A word told by another one that is known: forms of a lemma, lemmas of a form, compounds of a part share most letters.

#include <string>
#include <string_view>

namespace termknit {

/// `text`, UTF-8, with what it shares with `known` as references of two or three bytes. Brings in no byte below 0x20.
/// `near_text(known, text_near(known, text)) == text`.
std::string text_near(std::string_view known, std::string_view text);
/// Throws Error(corrupt).
std::string near_text(std::string_view known, std::string_view coded);

}  // namespace termknit
