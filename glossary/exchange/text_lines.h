// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Calls `f(line, number)` for every line of a text file of any encoding and size, without its line end (LF, CRLF, CR),
/// numbers from 1; `f` returning false ends it. An encoding that had to be guessed and bytes that are not text are
/// reported to `sink`. Throws Error: io; malformed (not text); limit (a line of more than 64 MiB).
void for_each_text_line(const std::filesystem::path& file, const GlossarySink& sink,
                        const std::function<bool(std::string_view line, std::uint64_t number)>& f);

}  // namespace termknit
