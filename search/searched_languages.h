// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "search/index_set.h"

namespace termknit {

/// Languages that a query is analysed in when none is asked for: those with a two-hundredth of the articles or more.
/// The rest are mostly single paragraphs, and each would load its dictionary for an unknown word. Never empty: an
/// undetermined language stands for none.
std::vector<LanguageTag> searched_languages(IndexSet& indexes);

}  // namespace termknit
