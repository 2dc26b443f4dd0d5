// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A word analysis in a few bytes, beside its word form: what lemmas and parts share with the form is not stored again.

#include <optional>
#include <string>
#include <string_view>

#include "language/word_analysis.h"

namespace termknit {

std::string encode_analysis(std::string_view form, const WordAnalysis& analysis);
/// `decode_analysis(form, encode_analysis(form, a)) == a`; empty if `bytes` are no analysis of `form`.
std::optional<WordAnalysis> decode_analysis(std::string_view form, std::string_view bytes);

}  // namespace termknit
