// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Noun or verb, by the word in front: "to ratify", "has ratified", "the rate". For languages whose dictionaries do not
// say (data/languages/CODE/cues.tsv).

#include <filesystem>
#include <string_view>

#include "language/language_profile.h"

namespace termknit {

class WordCues {
 public:
  WordCues() = default;
  /// No cues if the file is not there.
  explicit WordCues(const std::filesystem::path& file);

  bool empty() const { return verb_.empty() && noun_.empty(); }
  /// A verb or participle follows this (folded) word.
  bool before_verb(std::string_view folded) const { return verb_.find(folded) != verb_.end(); }
  /// A noun, or what belongs to it, follows.
  bool before_noun(std::string_view folded) const { return noun_.find(folded) != noun_.end(); }

 private:
  StringSet verb_{}, noun_{};
};

}  // namespace termknit
