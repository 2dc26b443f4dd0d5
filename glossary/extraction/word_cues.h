// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a word's neighbours and ending say about its part in a term (data/languages/CODE/cues.tsv): noun or verb, by the
// word in front ("to ratify", "has ratified", "the rate"), for languages whose dictionaries do not say; and cases that
// never stand in front of another case (fi: luettelosta asiakkaan).

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "language/language_profile.h"

namespace termknit {

class WordCues {
 public:
  WordCues() = default;
  /// Lines "kind TAB word word..."; kinds: verb, noun, after_verb, after_noun (as the functions below), case (endings
  /// of one case). No cues if the file is not there; a line of another kind is ignored with a warning. Throws
  /// Error(io).
  explicit WordCues(const std::filesystem::path& file, const DiagnosticSink& sink = {});

  bool empty() const { return verb_.empty() && noun_.empty(); }
  /// Number of the case ending from 1 up; 0: the word has none of them. What has one belongs to a following noun only
  /// if that has it too.
  std::size_t case_ending(std::string_view folded) const;
  /// A verb or participle follows this (folded) word.
  bool before_verb(std::string_view folded) const { return verb_.find(folded) != verb_.end(); }
  /// A verb stands before this word ("reduces the").
  bool after_verb(std::string_view folded) const { return after_verb_.find(folded) != after_verb_.end(); }
  /// A noun stands before this word ("rate of", "rate is").
  bool after_noun(std::string_view folded) const { return after_noun_.find(folded) != after_noun_.end(); }
  /// A noun, or what belongs to it, follows.
  bool before_noun(std::string_view folded) const { return noun_.find(folded) != noun_.end(); }

 private:
  StringSet verb_{}, noun_{}, after_verb_{}, after_noun_{};
  std::vector<std::vector<std::string>> cases_{};
};

}  // namespace termknit
