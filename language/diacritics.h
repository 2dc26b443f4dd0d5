// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Words typed without their diacritics (pardosana, zakaznik): what they may stand for.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

/// Spellings of `word` (small letters) with some letters replaced by those of `letters` ("ā č ē ...") they are the base
/// of, and accepted by `may_be_word`; fewest replacements first, `word` itself not among them. Empty if `word` has such
/// letters already: then it was not typed without. Up to four replacements are tried: a thousand calls at most.
/// `may_begin` is false only if no word begins so; it is asked for longer and longer beginnings, and may be null.
std::vector<std::string> with_diacritics(std::string_view word, const std::vector<std::string>& letters,
                                         const std::function<bool(const std::string&)>& may_be_word,
                                         const std::function<bool(std::string_view)>& may_begin = nullptr);

/// Spellings of `word` with pieces replaced (German ae by ä, ss by ß): all of them first, then fewer, `word` itself not
/// among them. At most four places are looked at, the first ones.
std::vector<std::string> spelling_variants(const std::string& word,
                                           const std::vector<std::pair<std::string, std::string>>& replacements);

}  // namespace termknit
