// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What fuzzers check, as plain functions: any bytes give a result or an Error, nothing else; what comes out is valid. A
// broken property aborts.

#include <string_view>

#include "language/language_resources.h"

namespace termknit::fuzz {

/// Decoding gives clean UTF-8 of at most what the input can hold.
void decode(std::string_view bytes);
/// Tokens ascend, lie on code points, and have lemmas.
void analyze(LanguageResources& resources, std::string_view bytes);
/// The language of any bytes, alone and as blocks of an article.
void detect(std::string_view bytes);
/// The .aff reader and the rules it reads, the check of a .dic, and the settings' rules.
void affix_file(std::string_view bytes);
/// The article readers: blocks of clean text, or an Error.
void read_articles(std::string_view bytes);
/// The query parser: a tree that prints, or an Error.
void query(std::string_view bytes);
/// The TBX check.
void tbx(std::string_view bytes);

}  // namespace termknit::fuzz
