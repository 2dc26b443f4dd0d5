// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The main text of a web page, told from menus, notices, teasers and footers by structure alone, after the ideas of
// jusText (Pomikálek, "Removing Boilerplate and Duplicate Content from Web Corpora", 2011): share of links, length of
// blocks, neighbours. Hints of the mark-up come first, and hold only where they leave something to read.

#include "indexer/html_page.h"

namespace termknit {

/// Sets `boilerplate` on the blocks that are none of the page's main text. A page without any main text keeps all of
/// its blocks but the surest boilerplate.
void mark_outside_main_text(HtmlPage& page);

}  // namespace termknit
