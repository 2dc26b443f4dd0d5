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

}  // namespace termknit
