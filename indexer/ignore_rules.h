// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which files to leave out, said as in gitignore(5): "*.bak", "/drafts/", "docs/**/old", "!keep.txt".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

class IgnoreRules {
 public:
  /// Every line one pattern; empty lines and those that begin with '#' say nothing.
  static IgnoreRules parse(std::string_view text);
  void add(std::string_view line);

  /// `path` is relative to the folder the rules belong to, with '/' between. The last rule that matches decides; empty
  /// if none does. What lies in an excluded folder is never asked for.
  std::optional<bool> excludes(std::string_view path, bool is_folder) const;
  bool empty() const { return rules_.empty(); }

 private:
  struct Rule {
    std::vector<std::string> parts{};  ///< between the slashes; "**" for any number of folders
    bool keeps = false;                ///< '!'
    bool folders_only = false;         ///< '/' at the end
  };
  std::vector<Rule> rules_;
};

}  // namespace termknit
