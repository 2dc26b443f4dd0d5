// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/word_cues.h"

#include "core/file.h"
#include "core/tsv.h"

namespace termknit {

WordCues::WordCues(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) return;
    StringSet& words = line.substr(0, tab) == "verb" ? verb_ : noun_;
    for (const std::string_view word : split(line.substr(tab + 1), ' ')) {
      if (!word.empty()) words.emplace(word);
    }
  });
}

}  // namespace termknit
