// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/table_header.h"

#include <algorithm>
#include <map>

#include "core/tsv.h"
#include "glossary/exchange/term_values.h"
#include "language/language_name.h"
#include "language/text.h"

namespace termknit {
namespace {

using Kind = ColumnRole::Kind;
using Scope = ColumnRole::Scope;

/// What other tools call our columns, by name_key().
const TableColumn* column_of(std::string_view name) {
  static const std::map<std::string, std::string_view, std::less<>> kOthers{
      {"id", "concept_id"},
      {"entryid", "concept_id"},
      {"conceptentryid", "concept_id"},
      {"subject", "subject_field"},
      {"entrysubject", "subject_field"},
      {"domain", "subject_field"},
      {"entrydomain", "subject_field"},
      {"field", "subject_field"},
      {"category", "subject_field"},
      {"sachgebiet", "subject_field"},
      {"fachgebiet", "subject_field"},
      {"def", "definition"},
      {"description", "definition"},
      {"meaning", "definition"},
      {"explanation", "definition"},
      {"bedeutung", "definition"},
      {"notes", "note"},
      {"comment", "note"},
      {"comments", "note"},
      {"remark", "note"},
      {"remarks", "note"},
      {"bemerkung", "note"},
      {"anmerkung", "note"},
      {"kommentar", "note"},
      {"translatorcomments", "note"},
      {"developercomments", "note"},
      {"entrynote", "concept_note"},
      {"example", "context"},
      {"termexample", "context"},
      {"usage", "context"},
      {"usageexample", "context"},
      {"beispiel", "context"},
      {"kontext", "context"},
      {"termstatus", "status"},
      {"usagestatus", "status"},
      {"administrativestatus", "status"},
      {"pos", "part_of_speech"},
      {"wordclass", "part_of_speech"},
      {"wortart", "part_of_speech"},
      {"genus", "gender"},
      {"grammaticalgender", "gender"},
      {"geschlecht", "gender"},
      {"type", "term_type"},
      {"reference", "source"},
      {"quelle", "source"},
      {"client", "concept_customer_subset"},
      {"customer", "concept_customer_subset"},
      {"entryclientid", "concept_customer_subset"},
      {"project", "concept_project_subset"},
      {"entryprojectid", "concept_project_subset"},
  };
  if (const TableColumn* own = find_table_column(name)) return own;
  const auto it = kOthers.find(name_key(name));
  return it == kOthers.end() ? nullptr : find_table_column(it->second);
}

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), key) != names.end();
}

bool names_language_column(std::string_view key) {
  return is_one_of(key, {"language", "lang", "locale", "languagecode", "sprache"});
}
bool names_term_column(std::string_view key) {
  return is_one_of(key, {"term", "terms", "designation", "benennung", "terminus"});
}
bool names_source_term(std::string_view key) {
  return is_one_of(key, {"source", "sourceterm", "sourcetext", "src", "quellterm", "quelltext"});
}
bool names_target_term(std::string_view key) {
  return is_one_of(key, {"target", "targetterm", "targettext", "tgt", "translation", "zielterm", "zieltext",
                         "uebersetzung", "übersetzung"});
}

/// "Definition (de)", "German_Def", "de notes": a language and what is said about it.
std::optional<ColumnRole> language_and_field(std::string_view cell) {
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    if (std::string_view(" _([:-.").find(cell[i]) == std::string_view::npos) continue;
    const auto without_brackets = [](std::string_view text) {
      const std::size_t begin = text.find_first_not_of(" _()[]:-.");
      if (begin == text.npos) return std::string_view{};
      return text.substr(begin, text.find_last_not_of(" _([:-.") - begin + 1);
    };
    std::string_view left = without_brackets(cell.substr(0, i)), right = without_brackets(cell.substr(i + 1));
    while (right.ends_with(')') && right.find('(') == right.npos) right.remove_suffix(1);
    while (right.ends_with(']')) right.remove_suffix(1);
    for (const auto& [field, place] : {std::pair{left, right}, std::pair{right, left}}) {
      const auto language = language_by_name(place);
      if (!language) continue;
      ColumnRole role{.scope = Scope::language, .language = language};
      if (names_term_column(name_key(field))) {
        role.kind = Kind::terms;
        return role;
      }
      if (const TableColumn* column = column_of(field); column && column->level != TableLevel::concept_entry) {
        role.kind = Kind::data;
        role.column = column;
        return role;
      }
    }
  }
  return std::nullopt;
}

ColumnRole role_of(const std::string& cell) {
  const std::string key = name_key(cell);
  ColumnRole role{.name = cell};
  if (key.empty()) return role;
  if (names_language_column(key)) {
    role.kind = Kind::language;
  } else if (names_term_column(key)) {
    role.kind = Kind::term;
  } else if (key == "terminfo") {
    role.kind = Kind::info;
  } else if (const TableColumn* column = column_of(cell)) {
    role.kind = Kind::data;
    role.column = column;
  } else if (const auto language = language_by_name(cell)) {
    role.kind = Kind::terms;
    role.language = language;
  } else if (auto both = language_and_field(cell)) {
    role = *both;
    role.name = cell;
  } else {
    role.kind = Kind::data;
  }
  return role;
}

/// Columns called source and target, or term and translation, are terms of the languages that the user named.
void resolve_pair(std::vector<ColumnRole>& roles, const std::vector<LanguageTag>& languages) {
  const auto with = [&](bool (*test)(std::string_view)) {
    return std::find_if(roles.begin(), roles.end(), [&](const ColumnRole& role) { return test(name_key(role.name)); });
  };
  const auto target = with(names_target_term);
  auto source = with(names_source_term);
  if (source == roles.end() && target != roles.end()) source = with(names_term_column);
  if (target == roles.end()) {
    const auto term = with(names_term_column);
    if (term != roles.end() && !languages.empty()) *term = {.kind = Kind::terms, .language = languages[0]};
    return;
  }
  if (source == roles.end() || languages.size() < 2) return;
  *source = {.kind = Kind::terms, .language = languages[0]};
  *target = {.kind = Kind::terms, .language = languages[1]};
}

/// Data in front of the first column of terms is the concept's. Behind one it is that column's, unless all columns of
/// terms stand side by side: then what follows them is the concept's too.
void settle_scopes(TableLayout& layout) {
  std::size_t first = layout.roles.size(), last = 0;
  for (std::size_t i = 0; i < layout.roles.size(); ++i) {
    if (layout.roles[i].kind != Kind::terms) continue;
    layout.roles[i].group = layout.groups++;
    first = std::min(first, i);
    last = i;
  }
  const bool side_by_side = last - first + 1 == layout.groups && layout.groups > 1;
  std::size_t group = 0;
  for (std::size_t i = 0; i < layout.roles.size(); ++i) {
    ColumnRole& role = layout.roles[i];
    if (role.kind == Kind::terms) {
      group = role.group;
    } else if (role.scope != Scope::language) {
      const bool of_concept = role.column && role.column->level == TableLevel::concept_entry;
      role.scope = i < first || side_by_side || of_concept ? Scope::entry : Scope::group;
      role.group = group;
    }
  }
}

TableLayout without_header(std::size_t columns, const std::vector<LanguageTag>& languages) {
  TableLayout layout{.has_header = false};
  for (std::size_t i = 0; i < columns; ++i) {
    ColumnRole& role = layout.roles.emplace_back();
    if (i < languages.size()) {
      role = {.kind = Kind::terms, .language = languages[i]};
    } else {
      role = {.kind = Kind::data, .column = find_table_column("note")};
    }
  }
  settle_scopes(layout);
  return layout;
}

bool has_kind(const std::vector<ColumnRole>& roles, Kind kind) {
  return std::any_of(roles.begin(), roles.end(), [&](const ColumnRole& role) { return role.kind == kind; });
}

}  // namespace

std::optional<TableLayout> recognize_table(const std::vector<std::string>& first_row,
                                           const std::vector<LanguageTag>& languages) {
  TableLayout layout;
  for (const std::string& cell : first_row) layout.roles.push_back(role_of(std::string(trim(clean_text(cell)))));
  layout.row_per_term = has_kind(layout.roles, Kind::language) && has_kind(layout.roles, Kind::term);
  if (layout.row_per_term) {
    // A column of terms in one language beside a row's own term cannot be meant.
    for (ColumnRole& role : layout.roles) {
      if (role.kind == Kind::terms) role = {.kind = Kind::data, .name = role.name};
      role.scope = Scope::row;
    }
    layout.groups = 1;
    return layout;
  }
  resolve_pair(layout.roles, languages);
  if (has_kind(layout.roles, Kind::terms)) {
    settle_scopes(layout);
    return layout;
  }
  if (languages.empty() || first_row.empty()) return std::nullopt;
  return without_header(first_row.size(), languages);
}

}  // namespace termknit
