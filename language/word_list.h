// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Is a Hunspell word list (.dic) whole and in the encoding its .aff file names? Hunspell reads anything without a word.

#include <string>
#include <string_view>

#include "core/error.h"

namespace termknit {

/// Reports what is missing or partly unreadable to `sink`, with file and line. Throws Error(malformed) with the place
/// if the list cannot be used: empty, no count in its first line, or written in another encoding. `name` is the file
/// for messages. Looks at all line ends and at the first quarter MB: about a millisecond.
void check_word_list(std::string_view bytes, const std::string& name, const std::string& encoding,
                     const DiagnosticSink& sink);

}  // namespace termknit
