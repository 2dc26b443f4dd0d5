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
    if (line.starts_with("case")) {
      std::vector<std::string>& endings = cases_.emplace_back();
      for (const std::string_view ending : split(line.substr(tab + 1), ' ')) endings.emplace_back(ending);
      return;
    }
    const std::string_view kind = line.substr(0, tab);
    StringSet& words = kind == "verb"         ? verb_
                       : kind == "after_verb" ? after_verb_
                       : kind == "after_noun" ? after_noun_
                                              : noun_;
    for (const std::string_view word : split(line.substr(tab + 1), ' ')) {
      if (!word.empty()) words.emplace(word);
    }
  });
}

std::size_t WordCues::case_ending(std::string_view folded) const {
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    for (const std::string& ending : cases_[i]) {
      if (folded.size() > ending.size() + 2 && folded.ends_with(ending)) return i + 1;
    }
  }
  return 0;
}

}  // namespace termknit
