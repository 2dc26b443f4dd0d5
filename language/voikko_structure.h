// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "language/voikko_symbol.h"

namespace termknit {

/// How a word of `letters` code points is divided and written, as libvoikko's STRUCTURE has it: "=" before each part,
/// then a letter for each of its letters: "i" for a capital, "p" for a small one, "j" and "q" for those of
/// abbreviations. Null where libvoikko would read on at another place. `pieces` are those of a word, not empty.
std::optional<std::string> voikko_structure(std::span<const VoikkoPiece> pieces, std::size_t letters);

}  // namespace termknit
