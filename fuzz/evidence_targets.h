// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The readers of parallel text and dictionaries over any bytes: segments of two languages or more with clean text,
// groups with terms, or an Error. A broken property aborts.

#include <string_view>

namespace termknit::fuzz {

void tmx_segments(std::string_view bytes);
void xliff_segments(std::string_view bytes);
void po_segments(std::string_view bytes);
void mo_segments(std::string_view bytes);
void table_segments(std::string_view bytes);
void properties_bundle(std::string_view bytes);
void json_bundle(std::string_view bytes);
/// The first line break parts the index from the entries.
void dictd(std::string_view bytes);
void ding(std::string_view bytes);
void lexicon(std::string_view bytes);
/// Words with finite numbers, all of one count.
void vec(std::string_view bytes);

}  // namespace termknit::fuzz
