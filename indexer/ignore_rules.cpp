// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ignore_rules.h"

#include <fnmatch.h>

#include "core/tsv.h"

namespace termknit {
namespace {

/// Blanks at the end do not count unless the last is escaped.
std::string_view without_trailing_blanks(std::string_view line) {
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  return line;
}

using Strings = std::vector<std::string>;

/// Does parts[i...] match path[j...]? A row of the table at a time, so that no pattern takes exponential time.
bool matches(const Strings& parts, const Strings& path) {
  std::vector<bool> reached(path.size() + 1, false);
  reached[0] = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::vector<bool> next(path.size() + 1, false);
    const bool any_depth = parts[i] == "**";
    const bool last = i + 1 == parts.size();
    for (std::size_t j = 0; j <= path.size(); ++j) {
      // "a/**" is what lies in a, not a itself.
      if (any_depth) next[j] = (!last && reached[j]) || (j > 0 && (next[j - 1] || reached[j - 1]));
      if (!any_depth && j > 0) next[j] = reached[j - 1] && ::fnmatch(parts[i].c_str(), path[j - 1].c_str(), 0) == 0;
    }
    reached = std::move(next);
  }
  return reached[path.size()];
}

Strings parts_of(std::string_view path) {
  Strings parts;
  for (const std::string_view part : split(path, '/')) parts.emplace_back(part);
  return parts;
}

}  // namespace

IgnoreRules IgnoreRules::parse(std::string_view text) {
  IgnoreRules rules;
  for_each_line(text, [&](std::string_view line, std::size_t) { rules.add(line); });
  return rules;
}

void IgnoreRules::add(std::string_view line) {
  Rule rule;
  std::string_view pattern = without_trailing_blanks(line);
  if (pattern.empty() || pattern[0] == '#') return;
  if (pattern[0] == '!') {
    rule.keeps = true;
    pattern.remove_prefix(1);
  }
  if (pattern.ends_with('/')) {
    rule.folders_only = true;
    pattern.remove_suffix(1);
  }
  if (pattern.empty()) return;
  // A slash within ties the pattern to the folder of the rules; without one it holds at any depth.
  const bool anchored = pattern.find('/') != std::string_view::npos;
  if (pattern[0] == '/') pattern.remove_prefix(1);
  if (!anchored) rule.parts.emplace_back("**");
  for (std::string& part : parts_of(pattern)) rule.parts.push_back(std::move(part));
  rules_.push_back(std::move(rule));
}

std::optional<bool> IgnoreRules::excludes(std::string_view path, bool is_folder) const {
  if (rules_.empty()) return std::nullopt;
  const Strings parts = parts_of(path);
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if ((is_folder || !rule->folders_only) && matches(rule->parts, parts)) return !rule->keeps;
  }
  return std::nullopt;
}

}  // namespace termknit
