// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "indexer/article.h"

namespace termknit {

/// An article as the index stores it before it is packed (indexer/packed_text.h): header lines, the blocks, the text.
/// `parse_article(format_article(a)) == a`.
std::string format_article(const Article& article);
/// Throws Error(corrupt). The text is what is left of the record: nothing of it is copied.
Article parse_article(std::string record);

}  // namespace termknit
