// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// exceptions.tsv of a language: forms whose lemmas no rule and no dictionary knows.

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/error.h"
#include "language/language_profile.h"

namespace termknit {

class WordExceptions {
 public:
  /// Lines "form TAB lemma[ | lemma]", "#" for comments; nothing if the file is not there. A line of another shape is
  /// ignored with a warning that names it. Throws Error(io).
  void read(const std::filesystem::path& file, const DiagnosticSink& sink);

  /// The first is the one to show; empty if the form is no exception.
  std::vector<std::string> lemmas(std::string_view folded_form) const;

 private:
  std::size_t bit_of(std::string_view form) const;

  /// Lemmas as they stand: few of thousands are asked for.
  std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> cells_;
  std::vector<bool> bits_;  ///< set for the forms: nearly all that are asked for are none
};

}  // namespace termknit
