// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/searched_indexes.h"

#include <fmt/format.h>

#include "indexer/index_location.h"

namespace termknit {

OptionSpec index_option(std::vector<std::string>& names) {
  return {.names = "--index",
          .value_name = "NAME",
          .help =
              "Search this index instead of the project's: a project, a database folder, a stub file or HOST:PORT "
              "(repeatable)",
          .target = &names};
}

std::optional<IndexSet> open_indexes(Session& session, const std::vector<std::string>& names) {
  std::vector<std::string> wanted = names;
  if (wanted.empty()) {
    const auto project = session.find_project();
    if (project && current_database(*project)) wanted.push_back(project->string());
  }
  std::optional<IndexSet> indexes;
  if (!wanted.empty()) indexes.emplace(wanted, session.sink());
  if (!indexes || indexes->article_count() == 0) {
    session.console.note("nothing indexed here yet; try 'termknit index FOLDER'");
    return std::nullopt;
  }
  const std::vector<LanguageTag> outdated = indexes->outdated(session.resources());
  if (outdated.empty()) {
    session.resources().set_vocabulary(indexes->vocabulary());
  } else {
    session.console.diagnostic(
        {Severity::warning,
         fmt::format("the index was made with another analysis of '{}'; run 'termknit index' to bring it up to date",
                     outdated.front().str()),
         {}});
  }
  return indexes;
}

}  // namespace termknit
