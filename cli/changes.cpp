// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/changes.h"

#include <fmt/format.h>

#include "core/tsv.h"

namespace termknit {
namespace {

std::string line(const FieldChange& change) {
  const std::string what = change.place.empty() ? change.field : change.place + " " + change.field;
  if (change.before.empty()) return fmt::format("{}: + {}", what, change.after);
  if (change.after.empty()) return fmt::format("{}: - {}", what, change.before);
  return fmt::format("{}: {} -> {}", what, change.before, change.after);
}

}  // namespace

Json changes_json(const std::vector<FieldChange>& changes) {
  std::vector<Json> items;
  for (const FieldChange& change : changes) {
    items.push_back(Json::object(
        {{"place", change.place}, {"field", change.field}, {"before", change.before}, {"after", change.after}}));
  }
  return Json::array(items);
}

std::string changes_line(const std::vector<FieldChange>& changes) {
  std::vector<std::string> lines;
  for (const FieldChange& change : changes) lines.push_back(line(change));
  return join(lines, "; ");
}

void print_changes(Console& console, const std::vector<FieldChange>& changes) {
  for (const FieldChange& change : changes) console.line("         " + escape_for_terminal(tsv_cell(line(change))));
}

}  // namespace termknit
