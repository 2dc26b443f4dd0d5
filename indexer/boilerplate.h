// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Text of a web page that is not its article: comment sections, forms, captions, "read also" lines. Recognised by
// phrases (data/languages/CODE/boilerplate.txt) and by structure that needs no language: lines that come again and
// again, threads of replies.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "indexer/article_reader.h"

namespace termknit {

/// The phrases of all languages together: a Latvian page may carry English forms. Immutable after reading.
class BoilerplatePhrases {
 public:
  /// Reads boilerplate.txt of every language folder below `data_folder/languages`; a bad line is a warning in `sink`.
  static BoilerplatePhrases read(const std::filesystem::path& data_folder, const DiagnosticSink& sink);
  /// Adds a phrase: `kind` is "section" (a heading from which on everything is boilerplate), "line" (a line that begins
  /// with it) or "whole" (a line that is just this). Returns false for another kind.
  bool add(std::string_view kind, std::string_view phrase);

  /// Of a line, folded and without the marks it ends with.
  bool begins_section(std::string_view key) const;
  bool is_line(std::string_view key) const;

 private:
  std::vector<std::string> sections_, starts_, wholes_;  // folded, sorted; of the first two none begins another
};

/// Sets `boilerplate` on the blocks that are; never clears it.
void mark_boilerplate(std::vector<ReadBlock>& blocks, const BoilerplatePhrases& phrases);

}  // namespace termknit
