// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The readers of glossary formats over any bytes: entries with terms of clean text, or an Error. A broken property
// aborts.

#include <string_view>

namespace termknit::fuzz {

void csv(std::string_view bytes);
void jsonl(std::string_view bytes);
void xlsx(std::string_view bytes);
void omegat_text(std::string_view bytes);
void utx(std::string_view bytes);
void tmx(std::string_view bytes);
void skos(std::string_view bytes);
void tbx_reader(std::string_view bytes);
void multiterm(std::string_view bytes);
/// What the reader makes of it, written again, is valid TBX of every kind.
void tbx_mend(std::string_view bytes);

}  // namespace termknit::fuzz
