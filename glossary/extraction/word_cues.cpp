// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/word_cues.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"

namespace termknit {

WordCues::WordCues(const std::filesystem::path& file, const DiagnosticSink& sink) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return;
  const std::map<std::string_view, StringSet*> kinds{
      {"verb", &verb_},          {"noun", &noun_},   {"after_verb", &after_verb_}, {"after_noun", &after_noun_},
      {"opening", &opening_},    {"joint", &joint_}, {"participle", &participle_}, {"infinitive", &infinitive_},
      {"predicate", &predicate_}};
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    if (trim(line).empty() || line.starts_with('#')) return;
    const std::size_t tab = std::min(line.find('\t'), line.size());
    const std::string_view kind = line.substr(0, tab);
    const auto words = split(trim(line.substr(tab)), ' ');
    if (const auto it = kinds.find(kind); it != kinds.end()) {
      for (const std::string_view word : words) {
        if (!word.empty()) it->second->emplace(word);
      }
    } else if (kind == "case" || kind == "noun_case") {
      cases_.push_back({.nouns_only = kind == "noun_case", .endings = {words.begin(), words.end()}});
    } else {
      report(sink, Severity::warning, fmt::format("cues '{}' are not understood and ignored", kind),
             {file.string(), number});
    }
  });
}

bool WordCues::ends_in(const StringSet& endings, std::string_view folded) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
    return folded.size() > ending.size() + 2 && folded.ends_with(ending);
  });
}

std::size_t WordCues::case_ending(std::string_view folded, bool noun) const {
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    if (cases_[i].nouns_only && !noun) continue;
    for (const std::string& ending : cases_[i].endings) {
      if (folded.size() > ending.size() + 2 && folded.ends_with(ending)) return i + 1;
    }
  }
  return 0;
}

}  // namespace termknit
