// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the capitals of one word say.

#include <string>
#include <string_view>

namespace termknit {

/// The first letter is a capital: "Kunde", "Ärzte", "CRM".
bool is_capitalised(std::string_view form);
/// Two letters or more, all capital: "CRM".
bool is_all_capitals(const std::string& form);

enum class LetterCase { small, capital, all_capitals, mixed };
/// As Hunspell tells them apart: A4 is capital, 4A in capitals only. `lower` is `word` in small letters, of the same
/// size; small letters are those of `lower` beyond ASCII and a to z.
LetterCase letter_case_of(std::string_view word, std::string_view lower);
/// Bytes of the first letter of `text`; 0: there is none.
std::size_t first_letter_bytes(std::string_view text);

}  // namespace termknit
