// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the letters of a word form say: a symbol, an acronym, a capitalised word.

#include <string_view>

namespace termknit {

struct WordShape {
  bool capital = false;       ///< begins with a capital letter
  bool all_capitals = false;  ///< two or more letters, all capital
  bool acronym = false;       ///< has two capitals side by side: "HFrEF", "ARBs", "ACE-remmer"
  /// No word of a language: a variable ("P_ref", "dT", "x1", "λr"), a figure read for a letter ("c0st"), or words that
  /// a reader ran together ("iezīmeAtlaidesServiss").
  bool symbol = false;
  bool run_together = false;  ///< a capital after four small letters and more: "pārrunasPacietīgs", or "PowerPoint"
  bool operator==(const WordShape&) const = default;
};

/// `known`: a dictionary vouches for the word.
WordShape word_shape(std::string_view form, bool known);

}  // namespace termknit
