// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "search/query_plan.h"

namespace Xapian {
class Query;
}

namespace termknit {

/// The plan as a Xapian query in which every word stands for its index terms down to `widest`.
Xapian::Query to_xapian(const QueryPlan& plan, Closeness widest);

/// The levels at which the plan has terms, closest first; never empty.
std::vector<Closeness> levels_of(const QueryPlan& plan);

/// `query` within the articles that have text in one of `languages`; all if there are none.
Xapian::Query in_languages(const Xapian::Query& query, const std::vector<LanguageTag>& languages);

}  // namespace termknit
